-- The headings over the amounts of a table: whether amounts under one have no measure, and which
-- heading that the reader does not know it ends with.
-- Grain: one row per document, table, heading path and unknown heading that ends it.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

unmapped as (
    select * from {{ ref('stg_raw__unmapped') }}
    where kind = 'heading'
),

paths as (
    select
        document_id,
        table_index,
        coalesce(heading_printed, min(printed_text)) as printed_text,
        coalesce(min(heading_folded), min(printed_text)) as folded_text,
        max(case when measure is null then 1 else 0 end) = 1 as is_unknown,
        min(case when measure is null then page end) as page,
        min(case when measure is null then line end) as line,
        min(case when measure is null then char_from end) as char_from
    from amounts
    group by document_id, table_index, heading_printed
),

final as (
    select
        paths.*,
        unmapped.line as heading_line,
        unmapped.char_from as heading_char
    from paths
    left join unmapped
        on
            paths.document_id = unmapped.document_id
            and paths.table_index = unmapped.table_index
            and right('/' || paths.folded_text, length(unmapped.folded_text) + 1)
            = '/' || unmapped.folded_text
)

select * from final
