-- How each unit's expenditure divides among the functional classes: for each unit, year and phase
-- the widest funds of which the classes are known.
with

widest as (
    from marts.cmp_function_share
    where
        level = 'class'
        and coalesce(list_contains(getvariable('units'), unit_id), true)
    qualify dense_rank() over (
        partition by unit_id, fiscal_year, phase
        order by list_position(getvariable('scopes'), scope)
    ) = 1
)

select
    widest.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    widest.fiscal_year,
    widest.phase,
    widest.scope,
    widest.functional_code as code,
    widest.name,
    classes.name_en,
    widest.amount_yuan,
    widest.share_percent,
    widest.basis,
    widest.coverage
from widest
inner join marts.dim_unit as units using (unit_id)
left join marts.dim_functional_class as classes
    on
        widest.functional_code = classes.functional_code
        and widest.fiscal_year between classes.valid_from_year and classes.valid_to_year
where widest.amount_yuan <> 0
order by widest.phase, widest.unit_id, widest.fiscal_year desc, widest.amount_yuan desc, code
