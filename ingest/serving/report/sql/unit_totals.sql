-- The totals of a unit by year and phase, each of the widest funds that its documents give.
select
    fiscal_year,
    phase,
    measure,
    scope,
    basis,
    amount_yuan,
    amount_low_yuan,
    amount_high_yuan,
    document_id
from marts.fct_unit_total
where
    unit_id = getvariable('unit_id')
    and is_best_source
    and amount_yuan is not null
    and measure in (
        'current_revenue', 'total_revenue', 'current_expenditure',
            'total_expenditure', 'basic', 'project', 'personnel', 'public',
        'three_public', 'procurement'
    )
qualify row_number() over (
    partition by fiscal_year, phase, measure
    order by list_position(
        [
            'all_funds', 'fiscal_appropriation', 'general_public_budget', 'government_fund',
            'state_capital',
        ],
        scope
    )
) = 1
order by
    fiscal_year desc,
    list_position(['final', 'adjusted_budget', 'initial_budget'], phase),
    list_position(
        [
            'current_revenue', 'total_revenue', 'current_expenditure',
            'total_expenditure', 'basic', 'project', 'personnel', 'public',
            'three_public', 'procurement',
        ],
        measure
    )
