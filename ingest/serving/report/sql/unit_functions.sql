-- Expenditure by class, section and item (类款项), for the funds that are divided most finely and of
-- those the widest.
with

known as (
    select
        *,
        max(list_position(['class', 'section', 'item'], level)) over (partition by scope) as depth,
    from marts.cmp_function_share
    where
        unit_id = getvariable('unit_id')
        and fiscal_year = getvariable('fiscal_year')
        and phase = getvariable('phase')
),

chosen as (
    from known
    qualify dense_rank() over (
        order by
            depth desc,
            list_position(
                [
                    'all_funds', 'fiscal_appropriation', 'general_public_budget',
                    'government_fund', 'state_capital',
                ],
                scope
            )
    ) = 1
)

select
    scope,
    level,
    functional_code as code,
    name,
    amount_yuan,
    basic_yuan,
    project_yuan,
    share_percent,
    basis,
    coverage
from chosen
where amount_yuan <> 0
order by code
