-- What each statement is of: a functional or economic class through the names of 类, 款 and 项 that
-- the text gives, or a concept (a total, a source, a category, an asset) through the vocabulary.
-- A subject names a class if its own name and every name before it stand in one branch of the
-- register in that year; is_ambiguous says that the names stand in two branches. A code printed
-- with the names picks the branch, and a class that has not its name is none. What is but a part of
-- a class, or a class of one kind of expenditure, is no total and no item.
-- Grain: one row per statement.
with

statements as (
    select * from {{ ref('stg_raw__statements') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
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
        documents.is_current as document_is_current,
        coalesce(statements.fiscal_year, documents.fiscal_year) as register_year,
        coalesce(statements.subject_path_key, statements.subject_key) as name_path
    from statements
    inner join documents on statements.document_id = documents.document_id
),

-- statements say few things in the same words: each subject meets the patterns once
subjects as (
    select distinct subject
    from dated
    where subject_path is null
),

subject_concepts as (
    select
        subjects.subject as named,
        concepts.*
    from subjects
    inner join concepts on subjects.subject like concepts.pattern
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

-- the names of a path, the last one being the class itself; no path has more than three
name_numbers as (
    select 1 as place
    union all
    select 2 as place
    union all
    select 3 as place
),

names as (
    select
        dated.statement_id,
        dated.register_year,
        dated.subject_code,
        name_numbers.place,
        {{ dbt.split_part('dated.name_path', "' / '", 'name_numbers.place') }} as label_key,
        max(name_numbers.place) over (partition by dated.statement_id) as last_place
    from dated
    inner join name_numbers
        on {{ dbt.split_part('dated.name_path', "' / '", 'name_numbers.place') }} <> ''
    left join concept_candidates
        on
            dated.statement_id = concept_candidates.statement_id
            and concept_candidates.choice = 1
    where concept_candidates.statement_id is null
),

-- how prose names a class: as the register does, or with 支出 behind it, which is usual of functional
-- classes (外交 in registers before 2014) and otherwise taken only beside the code
spelled as (
    select
        classification,
        code,
        level,
        valid_from_year,
        valid_to_year,
        label_key as spelling,
        true as is_usual
    from classes
    union all
    select
        classification,
        code,
        level,
        valid_from_year,
        valid_to_year,
        label_key || '支出' as spelling,
        classification = 'functional' and level = 'class' as is_usual
    from classes
),

candidates as (
    select distinct
        names.statement_id,
        names.register_year,
        names.last_place,
        spelled.classification,
        spelled.code
    from names
    inner join spelled
        on
            names.label_key = spelled.spelling
            and (spelled.is_usual or names.subject_code is not null)
            and {{ is_valid_in('spelled', 'names.register_year') }}
            and coalesce(names.subject_code, spelled.code) = spelled.code
            and (
                spelled.classification = 'functional'
                or spelled.level = 'class'
                or names.last_place > 1
                or names.subject_code is not null
            )
    where names.place = names.last_place
),

supported as (
    select
        candidates.statement_id,
        candidates.classification,
        candidates.code
    from candidates
    left join names
        on
            candidates.statement_id = names.statement_id
            and candidates.last_place > names.place
    left join spelled
        on
            candidates.classification = spelled.classification
            and names.label_key = spelled.spelling
            and spelled.is_usual
            and {{ is_valid_in('spelled', 'names.register_year') }}
            and length(candidates.code) > length(spelled.code)
            and {{ is_prefix('spelled.code', 'candidates.code') }}
    group by
        candidates.statement_id,
        candidates.classification,
        candidates.code,
        candidates.last_place
    having
        count(distinct case when spelled.code is not null then names.place end)
        = candidates.last_place - 1
),

-- a name alone is that of the class where a section of another class has it too (219 repeats them)
topmost as (
    select
        *,
        min(length(code)) over (partition by statement_id, classification) as shortest
    from supported
),

-- an economic class (items have names that mean other things in prose) only where no functional
-- class has the name
coded as (
    select
        statement_id,
        sum(case when classification = 'functional' then 1 else 0 end) as functional_codes,
        sum(case when classification = 'economic' then 1 else 0 end) as economic_codes,
        min(case when classification = 'functional' then code end) as functional_code,
        min(case when classification = 'economic' then code end) as economic_code
    from topmost
    where shortest > 3 or length(code) = 3
    group by statement_id
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
        coalesce(coded.functional_codes, 0) > 1
        or (coalesce(coded.functional_codes, 0) = 0 and coalesce(coded.economic_codes, 0) > 1)
            as is_ambiguous,
        case
            when coded.functional_codes = 1 then 'functional'
            when coded.functional_codes = 0 and coded.economic_codes = 1 then 'economic'
        end as classification,
        case
            when coded.functional_codes = 1 then coded.functional_code
            when coded.functional_codes = 0 and coded.economic_codes = 1 then coded.economic_code
        end as code,
        concept_candidates.concept_type,
        concept_candidates.concept,
        case
            when coded.functional_codes = 1 then 'expenditure' else concept_candidates.side
        end as side,
        case
            when coded.functional_codes = 1 then '/' || coded.functional_code
            else concept_candidates.tree_path
        end as tree_path,
        concept_candidates.balances,
        case
            when dated.part_of is not null and coded.functional_codes = 1 then null
            when coded.functional_codes = 1 then 'functional_expenditure'
            else concept_candidates.concept_type
        end as item_type,
        case
            when dated.part_of is not null and coded.functional_codes = 1 then null
            when coded.functional_codes = 1 then coded.functional_code
            else concept_candidates.concept
        end as item,
        case
            when concept_candidates.concept_type in ('procurement', 'asset', 'total_measure')
                then coalesce(dated.scope, 'all_funds')
            else dated.scope
        end as fact_scope
    from dated
    left join coded on dated.statement_id = coded.statement_id
    left join concept_candidates
        on
            dated.statement_id = concept_candidates.statement_id
            and concept_candidates.choice = 1
)

select * from final
