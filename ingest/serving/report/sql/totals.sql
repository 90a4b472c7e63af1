-- What each unit spends in a year and phase: the widest expenditure of the year (本年支出合计) that its
-- documents give, and beside it what they give in the funds of the unit's other phase of that year,
-- so that like can be put beside like.
select
    totals.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    totals.fiscal_year,
    totals.phase,
    totals.scope,
    totals.basis,
    totals.derivation,
    totals.amount_yuan,
    totals.is_widest_scope
from marts.fct_unit_total as totals
inner join marts.dim_unit as units using (unit_id)
where
    totals.measure = 'current_expenditure'
    and totals.is_best_source
    and totals.amount_yuan is not null
    and coalesce(list_contains(getvariable('units'), totals.unit_id), true)
qualify
    bool_or(totals.is_widest_scope) over (
        partition by totals.unit_id, totals.fiscal_year, totals.scope
    )
order by
    totals.unit_id,
    totals.fiscal_year desc,
    list_position(getvariable('scopes'), totals.scope),
    list_position(getvariable('phases'), totals.phase)
