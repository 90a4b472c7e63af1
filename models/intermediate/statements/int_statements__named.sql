-- What each statement is of: a concept (a total, a source, a category, an asset) through the
-- vocabulary, else the functional or economic class that the text names. What is but a part of a
-- class, or a class of one kind of expenditure, is neither a total nor an item.
-- Grain: one row per statement.
with

statements as (
    select * from {{ ref('stg_raw__statements') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

concepts as (
    select * from {{ ref('statement_concepts') }}
),

dated as (
    select
        statements.*,
        documents.unit_id,
        documents.fiscal_year as document_year,
        documents.stage as document_stage,
        documents.is_current as document_is_current
    from statements
    inner join documents on statements.document_id = documents.document_id
),

-- statements say few things in the same words: each subject meets the patterns once
subjects as (
    select distinct
        subject,
        {{ without_phase('subject') }} as without_phase
    from dated
    where subject_path is null
),

subject_concepts as (
    select
        subjects.subject as named,
        concepts.*
    from subjects
    inner join concepts
        on
            {{ fits('subjects.subject', 'concepts.pattern') }}
            or subjects.without_phase like concepts.pattern
),

concept_candidates as (
    select
        dated.statement_id,
        subject_concepts.concept_type,
        subject_concepts.concept,
        subject_concepts.side,
        subject_concepts.tree_path,
        subject_concepts.balances,
        row_number() over (
            partition by dated.statement_id
            order by
                case when subject_concepts.scope is null then 2 else 1 end,
                length(subject_concepts.pattern) desc,
                subject_concepts.pattern
        ) as choice
    from dated
    inner join subject_concepts
        on
            dated.subject = subject_concepts.named
            and coalesce(subject_concepts.scope, dated.scope, '') = coalesce(dated.scope, '')
            and (subject_concepts.concept_type = 'asset') = (dated.metric = 'count')
            and (
                dated.source = 'narrative'
                or subject_concepts.concept_type in ('score', 'total_measure')
            )
            and (
                dated.part_of is null
                or subject_concepts.concept_type not in ('total_measure', 'revenue_source')
            )
    where dated.subject_path is null
),

final as (
    select
        dated.statement_id,
        dated.document_id,
        dated.unit_id,
        dated.document_year,
        dated.document_stage,
        dated.document_is_current,
        dated.statement_no,
        dated.source,
        dated.project_name,
        dated.project_name_folded,
        dated.subject,
        dated.subject_key,
        dated.subject_path,
        dated.part_of,
        dated.subject_code,
        dated.heading,
        dated.whole,
        dated.metric,
        dated.printed_text,
        dated.value,
        dated.value_step,
        dated.direction,
        dated.bound,
        dated.unit,
        dated.amount_yuan,
        dated.rounding_unit_yuan,
        dated.bound_step_yuan,
        dated.fiscal_year,
        dated.phase,
        dated.scope,
        dated.compared_year,
        dated.compared_phase,
        dated.base_statement_id,
        dated.earlier_statement_id,
        dated.whole_statement_id,
        dated.page,
        dated.line,
        dated.char_from,
        dated.char_to,
        coalesce(coded.is_ambiguous, false) as is_ambiguous,
        coded.classification,
        coded.code,
        concept_candidates.concept_type,
        concept_candidates.concept,
        case
            when coded.classification = 'functional' then 'expenditure' else concept_candidates.side
        end as side,
        case
            when coded.classification = 'functional' then '/' || coded.code
            else concept_candidates.tree_path
        end as tree_path,
        concept_candidates.balances,
        case
            when dated.part_of is not null and coded.classification = 'functional' then null
            when coded.classification = 'functional' then 'functional_expenditure'
            else concept_candidates.concept_type
        end as item_type,
        case
            when dated.part_of is not null and coded.classification = 'functional' then null
            when coded.classification = 'functional' then coded.code
            else concept_candidates.concept
        end as item,
        case
            when concept_candidates.concept_type in ('procurement', 'asset', 'total_measure')
                then coalesce(dated.scope, 'all_funds')
            else dated.scope
        end as fact_scope
    from dated
    left join concept_candidates
        on
            dated.statement_id = concept_candidates.statement_id
            and concept_candidates.choice = 1
    left join {{ ref('int_statements__coded') }} as coded
        on dated.statement_id = coded.statement_id and concept_candidates.statement_id is null
)

select * from final
