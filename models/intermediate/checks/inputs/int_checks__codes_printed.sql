-- The codes that a group of lines prints, with the digits that an item of its classification has.
-- Grain: one row per group of lines and code.
with

final as (
    select
        group_key, group_id, code,
        min(document_id) as document_id,
        min(table_index) as table_index,
        min(line) as line,
        case min(classification) when 'functional' then 7 else 5 end as item_length
    from {{ ref('int_checks__lines_printed') }}
    where
        code is not null and row_kind = 'line' and tree_path is not null
        and classification in ('functional', 'economic')
    group by group_key, group_id, code
)

select * from final
