-- What was the initial budget where a unit prints only how much of it was carried out? The bounds
-- follow from the printed precision; an amount printed elsewhere that falls inside confirms them.
select
    unit_id,
    fiscal_year,
    item,
    item_name,
    final_yuan,
    round(completion_rate_printed, 2) as rate_printed,
    initial_low_yuan,
    initial_high_yuan,
    coalesce(confirming_yuan, projects_budget_yuan) as confirming_yuan,
    is_confirmed
from {{ ref('cmp_budget_execution') }}
where initial_basis = 'implied' and item_type = 'functional_item'
order by unit_id asc, item asc
