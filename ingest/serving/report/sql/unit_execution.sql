-- Initial budget, adjusted budget and final accounts of an item side by side, in the same funds.
select
    fiscal_year,
    scope,
    item_type,
    item as code,
    item_name as name,
    initial_yuan,
    initial_basis,
    initial_low_yuan,
    initial_high_yuan,
    adjusted_yuan,
    adjusted_basis,
    final_yuan,
    final_basis,
    completion_rate_computed,
    completion_rate_printed,
    rate_of
from marts.cmp_budget_execution
where
    unit_id = getvariable('unit_id')
    and (
        item_type = 'functional_item'
        or (item_type = 'unit_total' and item = 'current_expenditure')
    )
    and final_yuan is not null
qualify dense_rank() over (
    partition by fiscal_year, item_type
    order by list_position(
        [
            'all_funds', 'fiscal_appropriation', 'general_public_budget', 'government_fund',
            'state_capital',
        ],
        scope
    )
) = 1
order by fiscal_year desc, item_type desc, greatest(initial_yuan, final_yuan) desc, code
