-- The tables of the disclosures. A table that a document declares empty, or announces and does not
-- print, is a row that says so.
-- Grain: one row per document and table_index.
with

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

final as (
    select
        document_id,
        table_index,
        table_no,
        table_type,
        scope,
        title,
        status,
        money_unit,
        page,
        line,
        line_end,
        row_count,
        amount_count
    from tables
)

select * from final
