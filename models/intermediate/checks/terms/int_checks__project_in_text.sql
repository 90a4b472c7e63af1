-- Terms of the text against the budget of a project, which it names by the name that its table has.
-- Grain: one row per statement and figure that takes part.
with

parts as (
    select
        stated.figure_id as head_id,
        budgets.figure_id,
        budgets.value,
        budgets.low,
        budgets.high
    from {{ ref('int_checks__stated') }} as stated
    inner join {{ ref('int_checks__project_budgets') }} as budgets
        on
            stated.document_id = budgets.document_id
            and stated.fiscal_year = budgets.fiscal_year
            and stated.phase = budgets.phase
            and {{ project_key('stated.subject') }} = budgets.project_key
    where
        stated.source = 'narrative' and stated.metric = 'amount' and stated.value_unit = 'yuan'
),

{{ held_against('parts', 'project_in_text', 'text_vs_table') }}

select * from final
