-- What each document tells of its projects, under one name. Projects are those of the project
-- tables, of the performance tables, and those of the text that have a budget and a completion
-- rate or score. A name of the text is one of these if it is the same without its year and the
-- words 项目 and 经费, or if it has one of these words and every amount that the text gives under it
-- is that of one project and of no other. Where a table of performance gives a project several rows
-- of money, each is a part, and they make its amount together.
-- Grain: one row per document and project_key.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

leaves as (
    select * from {{ ref('int_amounts__leaves') }}
),

statements as (
    select * from {{ ref('int_statements__resolved') }}
),

whole_units as (
    select * from {{ ref('statement_concepts') }}
    where concept_type = 'whole_unit'
),

tabled as (
    select
        amounts.document_id,
        {{ project_key('amounts.label_folded') }} as project_key,
        amounts.label_folded as name,
        amounts.phase,
        sum(amounts.amount_yuan) as amount_yuan
    from amounts
    inner join leaves on amounts.amount_id = leaves.amount_id
    where
        amounts.table_type in ('project_expenditure', 'general_budget_project_expenditure')
        and leaves.is_leaf
        and amounts.row_kind = 'line'
        and amounts.year_printed is null
    group by amounts.document_id, amounts.label_printed, amounts.label_folded, amounts.phase
),

evaluated as (
    select
        statements.*,
        {{ project_key('statements.project_name_folded') }} as project_key,
        statements.project_name_folded as name
    from statements
    left join whole_units on statements.project_name_folded = whole_units.pattern
    where
        statements.source = 'performance'
        and statements.project_name is not null
        and statements.fiscal_year = statements.document_year
        and statements.subject not like '其中%'
        and (statements.metric <> 'score' or statements.concept = 'total_score')
        and whole_units.pattern is null
),

narrated as (
    select
        statements.*,
        {{ project_key('statements.subject') }} as project_key,
        statements.subject as name
    from statements
    where
        statements.source = 'narrative'
        and statements.code is null
        and statements.concept is null
        and statements.fiscal_year = statements.document_year
        and statements.bound = 'exact'
        and (
            (statements.metric = 'amount' and statements.amount_yuan is not null)
            or statements.metric in ('completion_rate', 'score')
        )
        and {{ project_key('statements.subject') }} <> ''
),

-- everything that is said under a name, the table first
told as (
    select
        document_id,
        project_key,
        name,
        1 as source_rank,
        'amount' as metric,
        phase,
        amount_yuan,
        cast(null as decimal(20, 4)) as value,
        cast(null as {{ dbt.type_string() }}) as statement_id
    from tabled
    union all
    select
        document_id,
        project_key,
        name,
        2 as source_rank,
        metric,
        phase,
        sum(amount_yuan) over (
            partition by document_id, metric, phase, coalesce(part_of || subject, statement_id)
        ) as amount_yuan,
        value,
        statement_id
    from evaluated
    union all
    select
        document_id,
        project_key,
        name,
        3 as source_rank,
        metric,
        phase,
        amount_yuan,
        value,
        statement_id
    from narrated
),

named as (
    select
        document_id,
        project_key,
        min(source_rank) as source_rank,
        max(case when metric = 'amount' and phase <> 'final' then 1 else 0 end) = 1 as has_budget,
        max(case when metric in ('completion_rate', 'score') then 1 else 0 end) = 1 as has_result
    from told
    where project_key <> ''
    group by document_id, project_key
),

-- names of the text alone, whose amounts all are those of one other project
alike as (
    select
        own.document_id,
        own.project_key,
        sources.project_key as other_key,
        count(distinct own.phase || cast(own.amount_yuan as {{ dbt.type_string() }})) as alike_count
    from told as own
    inner join named
        on
            own.document_id = named.document_id
            and own.project_key = named.project_key
    inner join told as sources
        on
            own.document_id = sources.document_id
            and own.phase = sources.phase
            and own.amount_yuan = sources.amount_yuan
            and sources.source_rank < 3
    where
        named.source_rank = 3
        and own.metric = 'amount'
        and sources.metric = 'amount'
        and own.amount_yuan > 0
        and own.name <> own.project_key
    group by own.document_id, own.project_key, sources.project_key
),

amount_counts as (
    select
        document_id,
        project_key,
        count(distinct phase || cast(amount_yuan as {{ dbt.type_string() }})) as amount_count
    from told
    where metric = 'amount' and amount_yuan > 0
    group by document_id, project_key
),

joined as (
    select
        alike.document_id,
        alike.project_key,
        min(alike.other_key) as other_key
    from alike
    inner join amount_counts
        on
            alike.document_id = amount_counts.document_id
            and alike.project_key = amount_counts.project_key
            and alike.alike_count = amount_counts.amount_count
    group by alike.document_id, alike.project_key
    having count(*) = 1
),

grouped as (
    select
        told.*,
        coalesce(joined.other_key, told.project_key) as main_key
    from told
    inner join named
        on
            told.document_id = named.document_id
            and told.project_key = named.project_key
    left join joined
        on
            told.document_id = joined.document_id
            and told.project_key = joined.project_key
    where
        named.source_rank < 3
        or joined.other_key is not null
        or (named.has_budget and named.has_result)
),

ranked as (
    select
        *,
        row_number() over (
            partition by document_id, main_key, metric, phase
            order by source_rank asc, amount_yuan desc, value desc, statement_id asc
        ) as choice,
        row_number() over (
            partition by document_id, main_key
            order by source_rank asc, length(name) desc, name asc
        ) as name_choice,
        row_number() over (
            partition by document_id, main_key, name
            order by source_rank, statement_id
        ) as name_copy
    from grouped
),

main_names as (
    select
        document_id,
        main_key,
        name as main_name
    from ranked
    where name_choice = 1
),

other_names as (
    select
        ranked.document_id,
        ranked.main_key,
        {{ joined_text('ranked.name') }} as other_names
    from ranked
    inner join main_names
        on
            ranked.document_id = main_names.document_id
            and ranked.main_key = main_names.main_key
            and ranked.name <> main_names.main_name
    where ranked.name_copy = 1
    group by ranked.document_id, ranked.main_key
),

evidence as (
    select
        document_id,
        main_key,
        {{ joined_text('statement_id') }} as evidence_statement_ids
    from ranked
    where statement_id is not null
    group by document_id, main_key
),

told_values as (
    select
        document_id,
        main_key,
        max(case when metric = 'amount' and phase = 'initial_budget' then amount_yuan end)
            as initial_budget_yuan,
        max(case when metric = 'amount' and phase = 'adjusted_budget' then amount_yuan end)
            as adjusted_budget_yuan,
        max(case when metric = 'amount' and phase = 'final' then amount_yuan end) as executed_yuan,
        max(case when metric = 'completion_rate' then value end) as completion_rate,
        max(case when metric = 'score' then value end) as score
    from ranked
    where choice = 1
    group by document_id, main_key
),

final as (
    select
        told_values.document_id,
        told_values.main_key as project_key,
        main_names.main_name as project_name,
        other_names.other_names,
        told_values.initial_budget_yuan,
        told_values.adjusted_budget_yuan,
        told_values.executed_yuan,
        told_values.completion_rate,
        told_values.score,
        evidence.evidence_statement_ids
    from told_values
    inner join main_names
        on
            told_values.document_id = main_names.document_id
            and told_values.main_key = main_names.main_key
    left join other_names
        on
            told_values.document_id = other_names.document_id
            and told_values.main_key = other_names.main_key
    left join evidence
        on
            told_values.document_id = evidence.document_id
            and told_values.main_key = evidence.main_key
)

select * from final
