-- Amounts that the text says are for construction (基建): money that comes once, by the item that
-- it stands under.
-- Grain: one row per document, fiscal year, phase, scope and item.
with

purposes as (
    select * from {{ ref('stg_raw__names') }}
    where kind = 'purpose'
),

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where metric = 'amount' and item_type = 'functional_expenditure' and reason_unused is null
),

final as (
    select
        statements.document_id,
        statements.unit_id,
        statements.fiscal_year,
        statements.phase,
        statements.fact_scope as scope,
        statements.item,
        {{ money('max(statements.amount_yuan)') }} as amount_yuan
    from purposes
    inner join statements on purposes.statement_id = statements.statement_id
    group by
        statements.document_id, statements.unit_id, statements.fiscal_year, statements.phase,
        statements.fact_scope, statements.item
)

select * from final
