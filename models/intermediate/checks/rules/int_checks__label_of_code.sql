-- The printed label names the printed code, not another. A line that the names around it class in
-- spite of its code is judged by the code that it prints. No name of the register differs from a
-- printed one unless its evidence is good (is_confirmed).
-- Grain: one row per printed line with a code.
with

lines as (
    select
        *,
        case when mapping_method = 'label_in_hierarchy' then code_folded else code end
            as judged_code
    from {{ ref('int_checks__lines_printed') }}
    where
        code_printed is not null and label_printed is not null and row_kind = 'line'
        and mapping_method is not null
        and coalesce(tree_path, '') not like '%#%'
),

classes as (select * from {{ ref('int_classes__unioned') }}),

-- the label is the register's name of another code
other_names as (
    select distinct lines.line_key
    from lines
    inner join classes
        on
            {{ same('lines', 'classes', ['classification', 'label_key']) }}
            and lines.judged_code <> classes.code
            and classes.is_confirmed
            and {{ is_valid_in('classes', 'lines.fiscal_year') }}
    where lines.mapping_method in ('code', 'label_in_hierarchy')
),

final as (
    select
        'label_of_code' as rule_id, 'code_label' as check_class, lines.document_id,
        lines.line_id as place_key, lines.table_index, lines.judged_code as code, lines.label,
        lines.line, lines.label_printed as printed_text, register.name as expected_text,
        case
            when lines.mapping_method = 'code_and_label' then 'agrees'
            when register.is_confirmed and other_names.line_key is not null then 'differs'
            else 'not_checkable'
        end as status
    from lines
    left join other_names on lines.line_key = other_names.line_key
    left join classes as register
        on
            lines.classification = register.classification
            and lines.judged_code = register.code
            and register.is_register_name
            and {{ is_valid_in('register', 'lines.fiscal_year') }}
)

select * from final
