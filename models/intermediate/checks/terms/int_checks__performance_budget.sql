-- Terms of the budget of a project: that of its table of performance is that of the list of
-- projects, which has it under the same name.
-- Grain: one row per project and figure that takes part.
with

listed as (
    select
        budgets.figure_id as head_id, amounts.table_type,
        min(amounts.table_type) over (partition by budgets.figure_id) as first_type,
        {{ amount_term('amounts') }}
    from {{ ref('int_checks__project_budgets') }} as budgets
    inner join {{ ref('int_amounts__classified') }} as amounts
        on
            budgets.document_id = amounts.document_id
            and budgets.project_key = {{ project_key('amounts.label_folded') }}
    where
        amounts.amount_yuan is not null
        and amounts.year_printed is null
        and amounts.measure = 'total'
        and amounts.row_kind = 'line'
        and amounts.table_type in ('general_budget_project_expenditure', 'project_expenditure')
),

parts as (
    select * from listed
    where table_type = first_type
),

{{ held_against('parts', 'performance_budget', 'cross_table') }}

select * from final
