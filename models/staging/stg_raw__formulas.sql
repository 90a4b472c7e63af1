-- The formulas printed under tables (27行=(1+2+3)行), one operand a row.
-- Grain: one row per document, table, formula and operand.
with

formulas as (
    select * from {{ source('raw', 'formulas') }}
),

final as (
    select
        document_id,
        table_index,
        formula_no,
        operand_place,
        axis,
        result_no,
        operand_no,
        case sign when '-' then -1 else 1 end as weight,
        printed_text,
        page,
        line
    from formulas
)

select * from final
