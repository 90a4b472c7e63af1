-- What do units pay for staff, and how much of it is performance pay (绩效工资, 30107)?
with

staff as (
    select
        unit_id,
        fiscal_year,
        phase,
        sum(amount_wan) as personnel_wan,
        sum(case when national_code = '30107' then amount_wan end) as performance_pay_wan
    from {{ ref('tidy_economic') }}
    where spending_nature = 'personnel'
    group by unit_id, fiscal_year, phase
)

select
    unit_id,
    fiscal_year,
    phase,
    personnel_wan,
    performance_pay_wan,
    round(100 * performance_pay_wan / personnel_wan, 2) as share_percent
from staff
order by share_percent desc
