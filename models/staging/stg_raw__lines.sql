-- The lines of tables that print a label and no amount.
-- Grain: one row per document, table, row and column group.
with

lines as (
    select * from {{ source('raw', 'lines') }}
),

final as (
    select
        {{ surrogate_key(['document_id', 'table_index', 'row_no', 'group_no']) }} as blank_line_id,
        document_id,
        table_index,
        row_no,
        group_no,
        side,
        row_kind,
        code_printed,
        label_printed,
        label_folded,
        form_row_no,
        page,
        line,
        char_from
    from lines
)

select * from final
