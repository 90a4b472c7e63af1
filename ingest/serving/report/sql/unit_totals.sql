-- The totals of a unit by year and phase, each of the widest funds that its documents give; and its
-- expenditure also in the funds of the other phase of that year, so that like is beside like.
select
    fiscal_year,
    phase,
    measure,
    scope,
    basis,
    derivation,
    amount_yuan,
    amount_low_yuan,
    amount_high_yuan,
    is_widest_scope,
    document_id
from marts.fct_unit_total
where
    unit_id = getvariable('unit_id')
    and is_best_source
    and amount_yuan is not null
    and measure in (
        'current_revenue', 'total_revenue', 'current_expenditure', 'total_expenditure', 'basic',
        'project', 'personnel', 'public', 'three_public', 'procurement'
    )
qualify
    is_widest_scope
    or (
        measure = 'current_expenditure'
        and bool_or(is_widest_scope) over (partition by fiscal_year, measure, scope)
    )
order by
    fiscal_year desc,
    list_position(
        [
            'current_revenue', 'total_revenue', 'current_expenditure', 'total_expenditure', 'basic',
            'project', 'personnel', 'public', 'three_public', 'procurement',
        ],
        measure
    ),
    list_position(getvariable('scopes'), scope),
    list_position(getvariable('phases'), phase)
