-- How many of their targets did projects meet? Only indicators with a result; a number is met where
-- the result reaches the target in the direction that it says, and one that is neither a number nor
-- the same words is not judged.
with

judged as (
    select
        unit_id,
        fiscal_year,
        project_name,
        case
            when actual_text = target_text then 1
            when actual_value is null or target_value is null then null
            when operator in ('≤', '<') or direction = 'negative'
                then case when actual_value <= target_value then 1 else 0 end
            when operator in ('≥', '>') or direction = 'positive'
                then case when actual_value >= target_value then 1 else 0 end
        end as is_met
    from {{ ref('fct_performance_indicator') }}
    where is_current and actual_text is not null
)

select
    unit_id,
    fiscal_year,
    project_name,
    count(*) as with_result,
    sum(is_met) as met,
    count(is_met) - sum(is_met) as missed,
    count(*) - count(is_met) as not_judged
from judged
group by unit_id, fiscal_year, project_name
order by unit_id asc, fiscal_year asc, project_name asc
