-- The scores that tables of performance print under the indicators: of execution and in total, with
-- the points of the indicators.
-- Grain: one row per score.
with

points as (
    select
        document_id, project_name,
        sum(weight) as points,
        count(*) - count(score) as blanks
    from {{ ref('stg_raw__indicators') }}
    where weight is not null
    group by document_id, project_name
    having count(score) > 0
),

final as (
    select
        {{ columns_of('stated', [
            'figure_id', 'document_id', 'table_index', 'source', 'project_name', 'metric', 'line',
            'value', 'low', 'high',
        ]) }},
        stated.heading is null as is_total,
        points.points, points.blanks
    from {{ ref('int_checks__stated') }} as stated
    inner join points
        on {{ same('stated', 'points', ['document_id', 'project_name']) }}
    where stated.source = 'performance' and stated.metric = 'score'
)

select * from final
