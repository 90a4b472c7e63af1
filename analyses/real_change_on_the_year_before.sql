-- How did expenditure change in real terms? The year before at the consumer prices of the year;
-- years whose index is not settled are left out.
with

prices as (
    select
        fiscal_year,
        index_previous_year
    from {{ ref('price_index') }}
    where price_index = 'cpi'
)

select
    totals.unit_id,
    totals.phase,
    totals.current_expenditure_scope as scope,
    totals.fiscal_year,
    totals.current_expenditure_yuan as amount_yuan,
    totals.compared_expenditure_yuan as compared_yuan,
    prices.index_previous_year as price_index,
    round(totals.change_rate, 2) as change_percent,
    round(
        100 * (
            totals.current_expenditure_yuan
            / (totals.compared_expenditure_yuan * prices.index_previous_year / 100) - 1
        ),
        2
    ) as real_change_percent
from {{ ref('cmp_unit_year') }} as totals
inner join prices on totals.fiscal_year = prices.fiscal_year
where totals.change_yuan is not null and totals.compared_expenditure_yuan > 0
order by real_change_percent asc
