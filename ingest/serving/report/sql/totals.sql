-- What each unit spends in a year and phase: the widest total expenditure that its documents give.
select
    units.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    years.fiscal_year,
    years.phase,
    years.current_expenditure_scope as scope,
    years.current_expenditure_basis as basis,
    years.current_expenditure_yuan as amount_yuan
from marts.cmp_unit_year as years
inner join marts.dim_unit as units using (unit_id)
where
    years.current_expenditure_yuan is not null
    and coalesce(list_contains(getvariable('units'), units.unit_id), true)
order by units.unit_id, years.fiscal_year desc, years.phase
