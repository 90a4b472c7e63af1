-- How many targets do projects set, and how many points did those that were evaluated lose on
-- them?
select
    unit_id,
    fiscal_year,
    project_name,
    period,
    count(*) as indicators,
    sum(case when operator = 'qualitative' then 1 else 0 end) as qualitative,
    sum(case when target_value is not null then 1 else 0 end) as with_value,
    sum(weight) as points,
    sum(score) as reached,
    sum(case when score is not null then weight - score end) as lost
from {{ ref('fct_performance_indicator') }}
where is_current
group by unit_id, fiscal_year, project_name, period
order by unit_id asc, project_name asc, period asc
