-- Terms of the text against the budget of a project, which it names by the name that its table has.
-- Where the text has the very name, one that differs by 项目 or 经费 is another's: a part of it.
-- Grain: one row per statement and figure that takes part.
with

named as (
    select
        stated.figure_id as head_id,
        {{ figure_of('budgets') }},
        case when stated.subject = budgets.project_name_folded then 1 else 0 end as is_name
    from {{ ref('int_checks__stated') }} as stated
    inner join {{ ref('int_checks__project_budgets') }} as budgets
        on
            {{ same('stated', 'budgets', ['document_id', 'fiscal_year', 'phase']) }}
            and {{ project_key('stated.subject') }} = budgets.project_key
    where stated.source = 'narrative' and stated.metric = 'amount' and stated.value_unit = 'yuan'
),

ranked as (
    select
        *,
        max(is_name) over (partition by figure_id) as has_name
    from named
),

parts as (
    select head_id, figure_id, value, low, high from ranked
    where is_name = has_name
),

{{ held_against('parts', 'project_in_text', 'text_vs_table') }}

select * from final
