-- Which projects spent their budget, and how did the units score them? Projects with a result.
select
    unit_id,
    fiscal_year,
    project_name,
    functional_code,
    amount_yuan,
    executed_yuan,
    round(completion_rate, 2) as rate_printed,
    round(completion_rate_computed, 2) as rate_computed,
    round(score, 2) as score
from {{ ref('fct_project') }}
where is_best_source and is_widest_scope and executed_yuan is not null
order by rate_computed asc
