-- What was budgeted for each project and what was spent on it, with the place of both?
with

phases as (
    select
        unit_id,
        fiscal_year,
        project_name,
        item_code,
        max(case when phase <> 'final' then amount_wan end) as budget_wan,
        max(case when phase = 'final' then amount_wan end) as spent_wan,
        min(page) as page
    from {{ ref('tidy_project') }}
    where counts_in_total
    group by unit_id, fiscal_year, project_name, item_code
)

select
    unit_id,
    fiscal_year,
    project_name,
    item_code,
    budget_wan,
    spent_wan,
    round(100 * spent_wan / budget_wan, 2) as spent_percent,
    page
from phases
where budget_wan is not null and spent_wan is not null
order by spent_percent desc
