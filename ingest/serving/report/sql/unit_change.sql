-- Items known in two years running, in one phase and scope: for each phase the widest funds.
select
    phase,
    scope,
    item_type,
    item as code,
    item_name as name,
    compared_year,
    compared_yuan,
    compared_basis,
    fiscal_year,
    amount_yuan,
    basis,
    change_yuan,
    change_rate,
    change_rate_printed
from marts.cmp_year_over_year
where
    unit_id = getvariable('unit_id')
    and (
        item_type = 'functional_item'
        or (item_type = 'unit_total' and item = 'current_expenditure')
    )
    and greatest(amount_yuan, compared_yuan) > 0
qualify dense_rank() over (
    partition by phase, fiscal_year, item_type
    order by list_position(
        [
            'all_funds', 'fiscal_appropriation', 'general_public_budget', 'government_fund',
            'state_capital',
        ],
        scope
    )
) = 1
order by fiscal_year desc, phase, item_type desc, abs(change_yuan) desc, code
