-- What part of its expenditure does each unit spend on staff? Like with like: the economic table
-- and the total of the same funds, the rest of which is a row without a class.
select
    unit_id,
    fiscal_year,
    phase,
    scope,
    sum(case when spending_nature = 'personnel' then amount_wan else 0 end) as personnel_wan,
    sum(amount_wan) as total_wan,
    round(
        100 * sum(case when spending_nature = 'personnel' then amount_wan else 0 end)
        / sum(amount_wan), 2
    ) as personnel_percent
from {{ ref('tidy_economic') }}
group by unit_id, fiscal_year, phase, scope
order by personnel_percent desc
