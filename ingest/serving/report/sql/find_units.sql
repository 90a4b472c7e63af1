-- What is found of units: each with where it is, the years that its documents tell, what its latest
-- year spends, and its faults.
with

latest as (
    select
        unit_id,
        fiscal_year,
        phase,
        current_expenditure_yuan as amount_yuan,
    from marts.cmp_unit_year
    where current_expenditure_yuan is not null
    qualify row_number() over (
        partition by unit_id
        order by fiscal_year desc, list_position(getvariable('phases'), phase)
    ) = 1
),

years as (
    select
        unit_id,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year,
    from marts.cmp_unit_year
    group by unit_id
),

faults as (
    select
        unit_id,
        count(*) as findings,
    from marts.dq_fault
    where is_current
    group by unit_id
)

select
    units.unit_id,
    units.unit_name,
    units.unit_name_en,
    units.admin_level,
    units.region_name,
    years.first_year,
    years.last_year,
    latest.fiscal_year,
    latest.phase,
    latest.amount_yuan,
    coalesce(faults.findings, 0) as findings
from marts.dim_unit as units
inner join years using (unit_id)
left join latest using (unit_id)
left join faults using (unit_id)
where coalesce(list_contains(getvariable('units'), units.unit_id), true)
order by units.unit_id
