-- The codes that a unit's documents print and the registers do not know: local sub-codes under a
-- national one, and unknown ones, named as the unit names them.
-- Grain: one row per unit, fiscal year, classification and code.
with

register as (
    select * from {{ ref('int_classes__unioned') }}
    where is_register_name
),

lines as (
    select * from {{ ref('int_amounts__classified') }}
    where classification in ('functional', 'economic') and code is not null
),

final as (
    select
        lines.unit_id,
        lines.fiscal_year,
        lines.classification,
        lines.code,
        min(lines.label) as name,
        {{ level_of('lines.code', "lines.classification = 'functional'") }} as level,
        min(lines.class_group) as expense_group
    from lines
    left join register
        on
            lines.classification = register.classification
            and lines.code = register.code
            and {{ is_valid_in('register', 'lines.fiscal_year') }}
    where register.code is null
    group by lines.unit_id, lines.fiscal_year, lines.classification, lines.code
)

select * from final
