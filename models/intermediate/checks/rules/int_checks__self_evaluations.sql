-- A document has as many tables of evaluation as its text evaluates projects.
-- Grain: one row per document whose text evaluates projects.
with

executions as (
    select * from {{ ref('int_checks__executions') }}
    where source = 'narrative' and item is null and phase = 'final'
),

projects as (
    select
        executions.document_id,
        count(distinct executions.subject) as projects,
        min(executions.line) as line
    from executions
    inner join {{ ref('int_statements__resolved') }} as statements
        on executions.rate_id = statements.statement_id
    where statements.heading like '%绩效%' or statements.heading like '%自评%'
    group by executions.document_id
),

evaluations as (
    select
        document_id,
        sum(case when status <> 'announced_missing' then 1 else 0 end) as evaluations
    from {{ ref('stg_raw__tables') }}
    where table_type = 'performance_self_evaluation'
    group by document_id
),

final as (
    select
        'self_evaluations' as rule_id, 'missing_table' as check_class, projects.document_id,
        'document' as place_key, 'performance_self_evaluation' as label, projects.line,
        {{ tables_counted('coalesce(evaluations.evaluations, 0)') }} as printed_text,
        {{ tables_counted('projects.projects') }} as expected_text,
        case
            when coalesce(evaluations.evaluations, 0) >= projects.projects then 'agrees'
            else 'differs'
        end as status
    from projects
    left join evaluations on projects.document_id = evaluations.document_id
)

select * from final
