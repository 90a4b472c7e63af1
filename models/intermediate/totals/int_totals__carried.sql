-- Tables that print a balance carried on beside the income or the expenditure of the year: their
-- grand total is then not what came in or was spent.
-- Grain: one row per document, table, phase, scope and side.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

-- what stands in the form beside the income and the expenditure of the year
balance_lines as (
    select distinct
        line_code,
        side
    from {{ ref('summary_lines') }}
    where role <> 'total' and not {{ is_prefix("'current_'", 'tree_path') }}
),

final as (
    select distinct
        amounts.document_id,
        amounts.table_index,
        amounts.phase,
        amounts.scope,
        amounts.side
    from amounts
    inner join balance_lines
        on
            amounts.line_code = balance_lines.line_code
            and amounts.side = balance_lines.side
    where amounts.amount_yuan <> 0
)

select * from final
