-- The blocks of tables that list a department's units one after another: whose each is, and its
-- rows. Blocks of a table do not overlap. The document's own unit has none.
-- Grain: one row per document, table and first row.
with

blocks as (
    select * from {{ source('raw', 'blocks') }}
),

final as (
    select
        {{ surrogate_key(['document_id', 'table_index', 'row_first']) }} as block_id,
        document_id,
        table_index,
        row_first,
        row_last,
        listed_unit_id,
        unit_name_printed,
        unit_name_folded,
        page,
        line,
        char_from
    from blocks
)

select * from final
