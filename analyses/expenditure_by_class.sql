-- How does a unit's spending divide among the functional classes, and between basic and project
-- expenditure? The widest funds of which the classes are known, budgets and final accounts apart.
with

shares as (
    select * from {{ ref('cmp_function_share') }}
    where level = 'class' and phase in ('initial_budget', 'final')
),

widest as (
    select
        *,
        dense_rank() over (
            partition by unit_id, fiscal_year, phase
            order by
                case scope
                    when 'all_funds' then 1
                    when 'fiscal_appropriation' then 2
                    else 3
                end
        ) as width
    from shares
)

select
    unit_id,
    fiscal_year,
    phase,
    scope,
    functional_code,
    name,
    amount_yuan,
    round(share_percent, 2) as share_percent,
    basis,
    coverage
from widest
where width = 1 and amount_yuan > 0
order by
    unit_id asc,
    fiscal_year asc,
    phase asc,
    amount_yuan desc
