-- The budgets of projects that the heads of tables of performance print.
-- Grain: one row per statement.
with

final as (
    select
        figure_id, document_id, source, subject, metric, fiscal_year, phase, line, value_unit,
        value, low, high, project_name_folded,
        {{ project_key('project_name_folded') }} as project_key
    from {{ ref('int_checks__stated') }}
    where
        source = 'performance' and metric = 'amount' and value_unit = 'yuan'
        and project_name is not null and heading is null and part_of is null
        and fiscal_year = document_year and phase = 'initial_budget'
        and subject not like '其中%'
)

select * from final
