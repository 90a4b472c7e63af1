-- What does each unit live on? The revenue of the year by source in per cent, without what was
-- brought into it, years whose sources make up the total.
select
    unit_id,
    fiscal_year,
    phase,
    item_code,
    item_name,
    amount_yuan,
    round(
        100 * amount_yuan / sum(amount_yuan) over (partition by unit_id, fiscal_year, phase), 2
    ) as share_percent,
    basis
from {{ ref('tidy_revenue') }}
where counts_in_total and coverage = 'complete' and item_code is not null
order by
    unit_id asc,
    fiscal_year asc,
    phase asc,
    amount_yuan desc
