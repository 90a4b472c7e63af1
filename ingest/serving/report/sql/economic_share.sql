-- Basic expenditure by economic class (部门预算支出经济分类), for the widest funds that give it.
with

widest as (
    from marts.cmp_economic_share
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
    widest.economic_code as code,
    widest.name,
    classes.name_en,
    widest.amount_yuan,
    widest.share_percent,
    widest.basis
from widest
inner join marts.dim_unit as units using (unit_id)
left join marts.dim_economic_class as classes
    on
        widest.economic_code = classes.economic_code
        and classes.system = 'departmental'
        and widest.fiscal_year between classes.valid_from_year and classes.valid_to_year
where widest.amount_yuan <> 0
order by widest.phase, widest.unit_id, widest.fiscal_year desc, widest.amount_yuan desc, code
