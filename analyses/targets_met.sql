-- How many of their targets did projects meet? Only indicators with a result; one that is neither a
-- number on a side that its target tells nor the same words is not judged (is_met empty).
select
    unit_id,
    fiscal_year,
    project_name,
    count(*) as with_result,
    count(case when is_met then 1 end) as met,
    count(case when not is_met then 1 end) as missed,
    count(*) - count(is_met) as not_judged
from {{ ref('fct_performance_indicator') }}
where is_current and actual_text is not null
group by unit_id, fiscal_year, project_name
order by unit_id asc, fiscal_year asc, project_name asc
