-- An economic class in the basic expenditure of every unit, year and phase: the widest funds in which
-- it is known.
select
    shares.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    shares.fiscal_year,
    shares.phase,
    shares.scope,
    shares.amount_yuan,
    shares.share_percent,
    shares.basis
from marts.cmp_economic_share as shares
inner join marts.dim_unit as units using (unit_id)
where
    shares.economic_code = getvariable('code')
    and shares.amount_yuan <> 0
    and coalesce(list_contains(getvariable('units'), shares.unit_id), true)
qualify row_number() over (
    partition by shares.unit_id, shares.fiscal_year, shares.phase
    order by list_position(getvariable('scopes'), shares.scope)
) = 1
order by shares.unit_id, shares.fiscal_year desc, shares.phase
