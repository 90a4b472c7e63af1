-- The tables of the disclosures: found, declared empty, or announced and missing. A table that
-- declares no unit of money has the one that most tables of its document declare.
-- Grain: one row per document and table_index.
with

tables as (
    select * from {{ source('raw', 'tables') }}
),

documents as (
    select * from {{ source('raw', 'documents') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

final as (
    select
        tables.document_id,
        tables.table_index,
        tables.table_no,
        tables.table_type,
        tables.scope,
        tables.title,
        tables.status,
        coalesce(tables.money_unit, documents.money_unit) as money_unit,
        money_units.yuan as yuan_per_unit,
        tables.page,
        tables.line,
        tables.line_end,
        tables.row_count,
        tables.amount_count
    from tables
    left join documents on tables.document_id = documents.document_id
    left join money_units
        on coalesce(tables.money_unit, documents.money_unit) = money_units.unit
)

select * from final
