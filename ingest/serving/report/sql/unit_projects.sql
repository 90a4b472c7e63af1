-- The projects that a unit's current documents name, with budget, spending and score.
select
    projects.fiscal_year,
    projects.phase,
    projects.project_name,
    projects.functional_code as code,
    projects.fund_source,
    projects.amount_yuan,
    projects.executed_yuan,
    projects.completion_rate,
    projects.score,
    projects.basis
from marts.fct_project as projects
where projects.unit_id = getvariable('unit_id') and projects.is_current
order by
    projects.fiscal_year desc,
    projects.amount_yuan desc,
    projects.project_name,
    projects.project_id
limit 200
