-- What did a unit bring into the year, and what did it carry into the next? Balances stand beside
-- the revenue of the year and are not part of it; what is used of surpluses counts as brought in.
with

balances as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        sum(
            case
                when revenue_role = 'balance' and item_code <> 'closing_balance' then amount_wan
            end
        ) as brought_in_wan,
        sum(case when counts_in_total then amount_wan end) as revenue_wan,
        sum(case when item_code = 'closing_balance' then amount_wan end) as carried_out_wan
    from {{ ref('tidy_revenue') }}
    where coverage <> 'unknown'
    group by unit_id, fiscal_year, phase, scope
)

select
    unit_id,
    fiscal_year,
    phase,
    scope,
    brought_in_wan,
    revenue_wan,
    carried_out_wan,
    round(100 * carried_out_wan / (revenue_wan + coalesce(brought_in_wan, 0)), 2)
        as carried_out_percent
from balances
where brought_in_wan is not null or carried_out_wan is not null
order by unit_id asc, fiscal_year asc, phase asc
