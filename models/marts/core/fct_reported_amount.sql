-- Every amount printed in a table, subtotals, totals and repeats included: the base of everything
-- else, not additive. Filter on is_leaf to add up one table.
-- Grain: one row per document, table, row and column.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

leaves as (
    select * from {{ ref('int_amounts__leaves') }}
),

corrected as (
    select * from {{ ref('int_amounts__corrected') }}
),

final as (
    select
        amounts.amount_id,
        amounts.document_id,
        amounts.unit_id,
        amounts.fiscal_year,
        amounts.is_current,
        amounts.phase,
        amounts.table_index,
        amounts.table_type,
        amounts.table_no,
        amounts.scope,
        amounts.row_no,
        amounts.column_no,
        amounts.side,
        leaves.line_type,
        amounts.code_printed,
        amounts.code,
        amounts.label_printed,
        amounts.label,
        amounts.mapping_method,
        amounts.line_code,
        coalesce(amounts.heading_printed, '') as heading_printed,
        amounts.measure,
        amounts.spending_nature,
        amounts.fund_source,
        amounts.amount_yuan,
        amounts.rounding_unit_yuan,
        corrected.corrected_yuan,
        coalesce(corrected.carries, 'printed') as carries,
        amounts.printed_text,
        amounts.placement,
        amounts.page,
        amounts.line,
        amounts.char_from,
        leaves.is_leaf,
        amounts.box,
        amounts.listed_unit_id,
        amounts.reading,
        amounts.confidence_percent
    from amounts
    inner join leaves on amounts.amount_id = leaves.amount_id
    left join corrected on amounts.amount_id = corrected.amount_id
)

select * from final
