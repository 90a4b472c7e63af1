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
        {{ figure_of('projects') }}
    from budgets as wholes
    inner join budgets as projects
        on {{ same('wholes', 'projects', ['document_id', 'subject', 'fiscal_year', 'phase']) }}
    where wholes.project_name is null and projects.project_name is not null
),

{{ held_against('parts', 'projects_of_table', 'narrative_sum', of_project=false) }}

select * from final
