-- Where was the initial budget carried out worst? Items of which the initial budget is printed.
select
    unit_id,
    fiscal_year,
    item,
    item_name,
    initial_yuan,
    final_yuan,
    round(completion_rate_computed, 2) as rate_computed,
    round(completion_rate_printed, 2) as rate_printed
from {{ ref('cmp_budget_execution') }}
where item_type = 'functional_item' and initial_basis in ('table', 'text')
order by completion_rate_computed asc, item asc
