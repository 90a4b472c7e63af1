-- Terms of a table of performance that prints the budget of the unit over those of its projects.
-- Grain: one row per budget of the unit and figure that takes part.
with

budgets as (
    select * from {{ ref('int_checks__stated') }}
    where source = 'performance' and metric = 'amount' and value_unit = 'yuan'
),

parts as (
    select
        wholes.figure_id as head_id,
        projects.figure_id,
        projects.value,
        projects.low,
        projects.high
    from budgets as wholes
    inner join budgets as projects
        on
            wholes.document_id = projects.document_id
            and wholes.subject = projects.subject
            and wholes.fiscal_year = projects.fiscal_year
            and wholes.phase = projects.phase
    where wholes.project_name is null and projects.project_name is not null
),

{{ held_against('parts', 'projects_of_table', 'narrative_sum', of_project=false) }}

select * from final
