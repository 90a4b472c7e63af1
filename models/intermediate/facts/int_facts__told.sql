-- The amounts that facts add up, each with how much of its table's total they tell (coverage). The
-- facts that take printed leaves read them here.
-- Grain: one row per fact, amount and unit.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
),

covered as (
    select * from {{ ref('int_facts__covered') }}
),

final as (
    select
        chosen.fact,
        chosen.amount_id,
        chosen.document_id,
        chosen.unit_id,
        chosen.is_listed,
        chosen.table_index,
        chosen.fiscal_year,
        chosen.year_printed,
        chosen.phase,
        chosen.scope,
        chosen.code,
        chosen.spending_nature,
        chosen.fund_source,
        chosen.expense_group,
        chosen.revenue_source,
        chosen.three_public_category,
        chosen.amount_yuan,
        chosen.rounding_unit_yuan,
        chosen.placement,
        chosen.reading,
        covered.coverage
    from chosen
    inner join covered
        on
            chosen.fact = covered.fact
            and chosen.document_id = covered.document_id
            and chosen.unit_id = covered.unit_id
            and chosen.table_index = covered.table_index
            and chosen.fiscal_year = covered.fiscal_year
            and chosen.phase = covered.phase
            and chosen.scope = covered.scope
)

select * from final
