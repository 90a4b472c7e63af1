-- A table that the contents announce stands in the document.
-- Grain: one row per table.
with

final as (
    select
        'table_announced' as rule_id, 'missing_table' as check_class, document_id,
        cast(table_index as {{ dbt.type_string() }}) as place_key,
        table_index,
        coalesce(title, table_type, table_no) as label,
        line,
        case when status = 'announced_missing' then null else coalesce(title, table_type) end
            as printed_text,
        coalesce(title, table_type, table_no) as expected_text,
        case when status = 'announced_missing' then 'differs' else 'agrees' end as status
    from {{ ref('stg_raw__tables') }}
)

select * from final
