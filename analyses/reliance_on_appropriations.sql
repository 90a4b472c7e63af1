-- What does each unit live on? Revenue by source in per cent, all funds, years whose sources make
-- up the total.
with

revenue as (
    select * from {{ ref('fct_revenue') }}
    where is_best_source and scope = 'all_funds' and coverage = 'complete'
)

select
    unit_id,
    fiscal_year,
    phase,
    revenue_source,
    amount_yuan,
    round(
        100 * amount_yuan / sum(amount_yuan) over (partition by unit_id, fiscal_year, phase), 2
    ) as share_percent,
    basis
from revenue
order by
    unit_id asc,
    fiscal_year asc,
    phase asc,
    amount_yuan desc
