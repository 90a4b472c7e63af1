-- Terms of an execution that is told twice, in the text and in a table of performance, with the
-- same budget and the same spending: its rate is one.
-- Grain: one row per rate of the text and figure that takes part.
with

executions as (select * from {{ ref('int_checks__executions') }}),

parts as (
    select
        told.rate_id as head_id,
        min(tabled.rate_id) as figure_id,
        min(tabled.rate) as value,
        max(tabled.rate_low) as low,
        min(tabled.rate_high) as high
    from executions as told
    inner join executions as tabled
        on {{ same('told', 'tabled', ['document_id', 'budget', 'spent']) }}
    where told.source = 'narrative' and tabled.source = 'performance'
    group by told.rate_id
),

{{ held_against('parts', 'completion_rate_in_text', 'text_vs_table') }}

select * from final
