-- The economic classifications (支出经济分类) with their years, and the codes that documents print and
-- the register does not know: local sub-codes under a national one, and unknown ones.
-- Grain: one row per economic code and valid_from_year.
with

register as (
    select * from {{ ref('economic_classification') }}
),

lines as (
    select * from {{ ref('int_amounts__classified') }}
),

unregistered as (
    select
        lines.code as economic_code,
        min(lines.fiscal_year) as valid_from_year,
        max(lines.fiscal_year) as valid_to_year,
        min(lines.label) as name,
        min(lines.class_group) as expense_group
    from lines
    left join register
        on
            lines.code = register.economic_code
            and {{ is_valid_in('register', 'lines.fiscal_year') }}
    where
        lines.classification = 'economic'
        and lines.code is not null
        and register.economic_code is null
    group by lines.code
),

final as (
    select
        economic_code,
        system,
        valid_from_year,
        valid_to_year,
        name,
        name_en,
        level,
        substr(economic_code, 1, 3) as class_code,
        expense_group,
        government_code,
        evidence,
        true as is_registered
    from register
    union all
    select
        economic_code,
        case when economic_code like '5%' then 'government' else 'departmental' end as system,
        valid_from_year,
        valid_to_year,
        name,
        cast(null as {{ dbt.type_string() }}) as name_en,
        case length(economic_code) when 3 then 'class' when 5 then 'item' else 'local' end
            as level,
        substr(economic_code, 1, 3) as class_code,
        expense_group,
        cast(null as {{ dbt.type_string() }}) as government_code,
        'printed_by_document' as evidence,
        false as is_registered
    from unregistered
)

select * from final
