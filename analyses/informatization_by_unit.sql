-- What does each unit spend on informatization (信息化建设, 2080108), and how much of its general
-- public budget is that? Budgets and final accounts are phases apart: compare like with like.
with

expenditure as (
    select
        unit_id,
        fiscal_year,
        phase,
        amount_yuan,
        case when functional_code = '2080108' then amount_yuan else 0 end as informatization_yuan
    from {{ ref('fct_functional_expenditure') }}
    where is_current and scope = 'general_public_budget'
),

units as (
    select * from {{ ref('dim_unit') }}
)

select
    units.unit_name,
    expenditure.fiscal_year,
    expenditure.phase,
    sum(expenditure.informatization_yuan) as informatization_yuan,
    sum(expenditure.amount_yuan) as total_yuan,
    round(100 * sum(expenditure.informatization_yuan) / sum(expenditure.amount_yuan), 2)
        as share_percent
from expenditure
inner join units on expenditure.unit_id = units.unit_id
group by units.unit_name, expenditure.fiscal_year, expenditure.phase
order by share_percent desc
