-- “三公”经费 by category: for each unit, year and phase the one scope that names most categories.
with

known as (
    select
        *,
        count(*) over (partition by unit_id, fiscal_year, phase, scope) as categories,
    from marts.fct_three_public
    where
        is_best_source
        and coalesce(list_contains(getvariable('units'), unit_id), true)
),

chosen as (
    from known
    qualify dense_rank() over (
        partition by unit_id, fiscal_year, phase
        order by categories desc, scope
    ) = 1
)

select
    chosen.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    chosen.fiscal_year,
    chosen.phase,
    chosen.scope,
    chosen.category,
    chosen.amount_yuan,
    chosen.basis
from chosen
inner join marts.dim_unit as units using (unit_id)
order by chosen.unit_id, chosen.fiscal_year desc, chosen.phase, chosen.category
