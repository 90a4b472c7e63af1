-- What is known of each unit, year and phase, and how: each measure with its basis.
with

years as (
    from marts.cmp_unit_year
    where coalesce(list_contains(getvariable('units'), unit_id), true)
),

measures as (
    select unit_id, fiscal_year, phase, 'total_revenue' as measure, total_revenue_basis as basis
    from years
    union all by name
    select
        unit_id, fiscal_year, phase, 'current_expenditure' as measure,
        current_expenditure_basis as basis,
    from years
    union all by name
    select unit_id, fiscal_year, phase, 'basic' as measure, basic_basis as basis from years
    union all by name
    select unit_id, fiscal_year, phase, 'project' as measure, project_basis as basis from years
    union all by name
    select unit_id, fiscal_year, phase, 'personnel' as measure, personnel_basis as basis from years
    union all by name
    select unit_id, fiscal_year, phase, 'public' as measure, public_basis as basis from years
    union all by name
    select unit_id, fiscal_year, phase, 'three_public' as measure, three_public_basis as basis
    from years
    union all by name
    select unit_id, fiscal_year, phase, 'procurement' as measure, procurement_basis as basis
    from years
)

select
    unit_id,
    coalesce(short_name, unit_name) as unit,
    fiscal_year,
    phase,
    measure,
    basis
from measures
inner join marts.dim_unit using (unit_id)
order by
    unit_id,
    fiscal_year desc,
    list_position(getvariable('phases'), phase),
    list_position(
        [
            'total_revenue', 'current_expenditure', 'basic', 'project', 'personnel', 'public',
            'three_public', 'procurement',
        ],
        measure
    )
