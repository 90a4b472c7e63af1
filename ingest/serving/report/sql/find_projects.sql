-- What is found of projects: each with its unit, year and money.
select
    projects.project_name,
    projects.fiscal_year,
    projects.phase,
    projects.amount_yuan,
    units.unit_id,
    units.unit_name,
    units.admin_level,
    units.region_name
from marts.fct_project as projects
inner join marts.dim_unit as units using (unit_id)
where
    projects.is_current
    and coalesce(list_contains(getvariable('units'), projects.unit_id), true)
order by projects.fiscal_year desc, projects.unit_id, projects.phase, projects.project_name
