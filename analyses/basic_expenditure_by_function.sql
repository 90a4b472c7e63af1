-- Which functions does basic expenditure serve, and which do projects? By section (款), where the
-- source tells natures apart.
select
    unit_id,
    fiscal_year,
    phase,
    section_code,
    section_name,
    sum(case when spending_nature_parent = 'basic' then amount_wan end) as basic_wan,
    sum(case when spending_nature_parent = 'project' then amount_wan end) as project_wan
from {{ ref('tidy_expenditure') }}
where spending_nature_parent in ('basic', 'project') and section_code is not null
group by unit_id, fiscal_year, phase, section_code, section_name
order by unit_id asc, fiscal_year asc, section_code asc
