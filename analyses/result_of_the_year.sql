-- What did a unit take in and spend in the year, and what did it bring into it and carry out?
-- Budgets and final accounts apart, where both sides are known in the same funds.
with

totals as (
    select * from {{ ref('fct_unit_total') }}
    where is_best_source and scope = 'all_funds'
)

select
    unit_id,
    fiscal_year,
    phase,
    max(case when measure = 'opening_balance' then amount_yuan end) as opening_balance_yuan,
    max(case when measure = 'current_revenue' then amount_yuan end) as current_revenue_yuan,
    max(case when measure = 'use_of_surplus' then amount_yuan end) as use_of_surplus_yuan,
    max(case when measure = 'current_expenditure' then amount_yuan end)
        as current_expenditure_yuan,
    max(case when measure = 'closing_balance' then amount_yuan end) as closing_balance_yuan,
    max(case when measure = 'current_revenue' then amount_yuan end)
    - max(case when measure = 'current_expenditure' then amount_yuan end) as result_yuan
from totals
group by unit_id, fiscal_year, phase
having count(distinct case when measure like 'current_%' then measure end) = 2
order by unit_id asc, fiscal_year asc, phase asc
