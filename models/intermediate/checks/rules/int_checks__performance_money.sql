-- What the tables of performance give to projects in the year is no more than the project
-- expenditure that the other tables print (seed performance_funds says which labels are the money
-- of a project and year). A project may stand in two tables of one money, so that a sum counts
-- once; a filing without project expenditure for all funds says nothing.
-- Grain: one row per filing whose tables of performance have money of projects.
with

funds as (
    select * from {{ ref('performance_funds') }}
    where is_of_year
),

budgets as (
    select distinct
        stated.document_id, stated.project_key, stated.subject, stated.value, stated.low
    from {{ ref('int_checks__project_budgets') }} as stated
    inner join funds on stated.subject = funds.label
),

by_label as (
    select
        document_id, project_key, subject,
        sum(value) as value,
        sum(low) as low
    from budgets
    group by document_id, project_key, subject
),

projects as (
    select
        document_id, project_key,
        max(value) as value,
        max(low) as low
    from by_label
    group by document_id, project_key
),

given as (
    select
        document_id,
        sum(value) as value,
        sum(low) as low
    from projects
    group by document_id
),

places as (
    select
        document_id,
        min(line) as line,
        {{ joined_text('figure_id') }} as figure_ids
    from {{ ref('int_checks__project_budgets') }}
    where subject in (select funds.label from funds)
    group by document_id
),

spent as (
    select
        document_id,
        max(value) as value,
        max(high) as high,
        {{ joined_text('figure_id') }} as figure_ids
    from {{ ref('int_checks__places') }}
    where
        phase = 'initial_budget' and side = 'expenditure' and place_kind = 'line'
        and (
            table_type = 'expenditure_statement' and place = 'total' and measure = 'project'
            or table_type = 'project_expenditure' and place = 'total' and measure = 'total'
            or table_type = 'revenue_expenditure_summary' and place = 'project'
            and measure = 'total'
        )
    group by document_id
),

final as (
    select
        'performance_money' as rule_id, 'cross_table' as check_class, given.document_id,
        'document' as place_key, 'performance_money' as label, places.line,
        {{ readable_quantity('given.value', "'yuan'", "''", 2) }} as printed_text,
        {{ readable_quantity('spent.value', "'yuan'", "''", 2) }} as expected_text,
        case
            when spent.value is null then 'not_checkable'
            when given.low > spent.high then 'differs'
            else 'agrees'
        end as status,
        concat_ws(' ', places.figure_ids, spent.figure_ids) as figure_ids
    from given
    inner join places on given.document_id = places.document_id
    left join spent on given.document_id = spent.document_id
)

select * from final
