-- Basic and project expenditure where both are known of the same funds.
with

years as (
    from marts.cmp_unit_year
    where
        basic_scope = project_scope
        and basic_yuan + project_yuan > 0
        and coalesce(list_contains(getvariable('units'), unit_id), true)
),

natures as (
    select
        unit_id, fiscal_year, phase, basic_scope as scope, 'basic' as nature,
        basic_yuan as amount_yuan, basic_basis as basis,
        100 * basic_yuan / (basic_yuan + project_yuan) as share_percent,
    from years
    union all by name
    select
        unit_id, fiscal_year, phase, project_scope as scope, 'project' as nature,
        project_yuan as amount_yuan, project_basis as basis,
        100 * project_yuan / (basic_yuan + project_yuan) as share_percent,
    from years
)

select
    natures.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    natures.fiscal_year,
    natures.phase,
    natures.scope,
    natures.nature,
    natures.amount_yuan,
    round(natures.share_percent::decimal(20, 6), 4) as share_percent,
    natures.basis
from natures
inner join marts.dim_unit as units using (unit_id)
order by natures.phase, natures.unit_id, natures.fiscal_year desc, natures.nature
