-- Total expenditure against the year before, in the same phase and funds.
select
    changes.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    changes.phase,
    changes.scope,
    changes.compared_year,
    changes.compared_yuan,
    changes.compared_basis,
    changes.fiscal_year,
    changes.amount_yuan,
    changes.basis,
    changes.change_yuan,
    changes.change_rate,
    changes.change_rate_printed
from marts.cmp_year_over_year as changes
inner join marts.dim_unit as units using (unit_id)
where
    changes.item_type = 'unit_total'
    and changes.item = 'current_expenditure'
    and coalesce(list_contains(getvariable('units'), changes.unit_id), true)
qualify row_number() over (
    partition by changes.unit_id, changes.phase, changes.fiscal_year
    order by list_position(getvariable('scopes'), changes.scope)
) = 1
order by changes.unit_id, changes.fiscal_year desc, changes.phase
