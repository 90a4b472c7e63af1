-- Terms of the score for execution: the points that the indicators leave, times the completion
-- rate.
-- Grain: one row per score and figure that takes part.
with

parts as (
    select
        scores.figure_id as head_id,
        cast(0.01 * (100 - scores.points) as decimal(9, 6)) as weight,
        executions.rate_id as figure_id, executions.rate as value, executions.rate_low as low,
        executions.rate_high as high
    from {{ ref('int_checks__scores') }} as scores
    inner join {{ ref('int_checks__executions') }} as executions
        on {{ same('scores', 'executions', ['document_id', 'project_name', 'line']) }}
    where not scores.is_total and executions.source = 'performance'
),

{{ held_against('parts', 'score_of_execution', 'narrative_arithmetic', is_weighed=true) }}

select * from final
