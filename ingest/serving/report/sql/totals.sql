-- What each unit spends in a year and phase: the widest expenditure of the year (本年支出合计) that its
-- documents give, and beside it what they give in the funds of the unit's other phase of that year,
-- so that like can be put beside like.
with

known as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        basis,
        derivation,
        amount_yuan,
        is_widest_scope,
    from marts.fct_unit_total
    where
        measure = 'current_expenditure'
        and is_best_source
        and amount_yuan is not null
        and coalesce(list_contains(getvariable('units'), unit_id), true)
),

widest as (
    select distinct
        unit_id,
        fiscal_year,
        scope,
    from known
    where is_widest_scope
)

select
    known.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    known.fiscal_year,
    known.phase,
    known.scope,
    known.basis,
    known.derivation,
    known.amount_yuan,
    known.is_widest_scope
from known
inner join widest using (unit_id, fiscal_year, scope)
inner join marts.dim_unit as units using (unit_id)
order by
    known.unit_id,
    known.fiscal_year desc,
    list_position(getvariable('scopes'), known.scope),
    list_position(getvariable('phases'), known.phase)
