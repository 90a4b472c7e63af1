-- What each statement is of: a functional or economic class through the names of 类, 款 and 项 that
-- the text gives, or a concept (a total, a source, a category, an asset) through the vocabulary.
-- A subject names a class if its own name and every name before it stand in one branch of the
-- register in that year. What names two, or whose base or whole is not plain, is kept with the
-- reason and makes no fact:
--   ambiguous_code         the names stand in two branches
--   path_not_in_register   the text names a class that the register of the year has not
--   code_not_in_year       the class of today has no such code in the year compared
--   no_item                the subject names nothing that a fact holds (a project, a service)
--   no_year, no_phase, no_scope   the text does not say of what
--   not_money              an amount in no known unit of money
--   bound_not_exact        at least, at most, about
--   contradicted           another statement of the same gives another amount, and no table of the
--                          document bears this one out
--   no_base                a change or a rate without the amount that it belongs to
--   compared_with_unlike   a change from an amount that the text gives for another subject
--   rate_of_unknown_whole  a rate whose whole could be the initial or the adjusted budget
--   rate_zero              a rate too small to divide by
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

amounts as (
    select * from {{ ref('int_amounts__classified') }}
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

concept_candidates as (
    select
        dated.statement_id,
        concepts.concept_type,
        concepts.concept,
        concepts.side,
        concepts.tree_path,
        row_number() over (
            partition by dated.statement_id
            order by
                case when concepts.scope is null then 2 else 1 end,
                length(concepts.pattern) desc,
                concepts.pattern
        ) as choice
    from dated
    inner join concepts
        on
            dated.subject like concepts.pattern
            and coalesce(concepts.scope, dated.scope, '') = coalesce(dated.scope, '')
            and (concepts.concept_type = 'asset') = (dated.metric = 'count')
            and (
                dated.source = 'narrative'
                or concepts.concept_type in ('score', 'total_measure')
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

candidates as (
    select distinct
        names.statement_id,
        names.register_year,
        names.last_place,
        classes.classification,
        classes.code
    from names
    inner join classes
        on
            names.label_key = classes.label_key
            and {{ is_valid_in('classes', 'names.register_year') }}
            and (
                classes.classification = 'functional'
                or (names.last_place = 1 and classes.level = 'class')
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
    left join classes
        on
            candidates.classification = classes.classification
            and names.label_key = classes.label_key
            and {{ is_valid_in('classes', 'names.register_year') }}
            and length(candidates.code) > length(classes.code)
            and {{ is_prefix('classes.code', 'candidates.code') }}
    group by
        candidates.statement_id,
        candidates.classification,
        candidates.code,
        candidates.last_place
    having
        count(distinct case when classes.code is not null then names.place end)
        = candidates.last_place - 1
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
    from supported
    group by statement_id
),

resolved as (
    select
        dated.*,
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
        case
            when coded.functional_codes = 1 then 'functional_expenditure'
            else concept_candidates.concept_type
        end as item_type,
        case
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
),

-- statements of one thing whose intervals do not meet
ranges as (
    select
        *,
        max(amount_yuan - 0.5 * rounding_unit_yuan) over same_item as highest_low_yuan,
        min(amount_yuan + 0.5 * rounding_unit_yuan) over same_item as lowest_high_yuan
    from resolved
    where
        metric = 'amount'
        and bound = 'exact'
        and amount_yuan is not null
        and item is not null
    window same_item as (
        partition by
            document_id, item_type, item, side, fiscal_year, phase, fact_scope, project_name
    )
),

borne_out as (
    select distinct ranges.statement_id
    from ranges
    inner join amounts
        on
            ranges.document_id = amounts.document_id
            and ranges.fiscal_year = amounts.fiscal_year
            and ranges.phase = amounts.phase
            and ranges.classification = amounts.classification
            and ranges.code = amounts.code
            and {{ sums_agree(
                'ranges.amount_yuan', 'ranges.rounding_unit_yuan',
                'amounts.amount_yuan', 'amounts.rounding_unit_yuan',
            ) }}
    where ranges.highest_low_yuan > ranges.lowest_high_yuan
),

contradicted as (
    select ranges.statement_id
    from ranges
    left join borne_out on ranges.statement_id = borne_out.statement_id
    where
        ranges.highest_low_yuan > ranges.lowest_high_yuan
        and borne_out.statement_id is null
),

-- directly before the change the text gives the earlier amount, and of another subject
unlike as (
    select distinct changes.statement_id
    from resolved as changes
    inner join resolved as bases on changes.base_statement_id = bases.statement_id
    inner join resolved as earlier
        on
            changes.document_id = earlier.document_id
            and changes.compared_year = earlier.fiscal_year
            and earlier.metric = 'amount'
            and earlier.statement_no = changes.statement_no - 1
    where
        changes.metric = 'change'
        and coalesce(earlier.item, earlier.subject) || coalesce(earlier.fact_scope, '')
        <> coalesce(bases.item, bases.subject) || coalesce(bases.fact_scope, '')
),

-- the class of a change is asked for in the earlier year too
earlier_codes as (
    select distinct resolved.statement_id
    from resolved
    inner join classes
        on
            resolved.classification = classes.classification
            and resolved.code = classes.code
            and classes.is_register_name
            and {{ is_valid_in('classes', 'resolved.compared_year') }}
),

final as (
    select
        resolved.statement_id,
        resolved.document_id,
        resolved.unit_id,
        resolved.document_year,
        resolved.document_stage,
        resolved.document_is_current,
        resolved.statement_no,
        resolved.source,
        resolved.project_name,
        resolved.project_name_folded,
        resolved.subject,
        resolved.subject_key,
        resolved.subject_path,
        resolved.heading,
        resolved.whole,
        resolved.metric,
        resolved.printed_text,
        resolved.value,
        resolved.value_step,
        resolved.bound,
        resolved.unit,
        resolved.amount_yuan,
        resolved.rounding_unit_yuan,
        resolved.bound_step_yuan,
        resolved.fiscal_year,
        resolved.phase,
        resolved.scope,
        resolved.compared_year,
        resolved.compared_phase,
        resolved.base_statement_id,
        resolved.whole_statement_id,
        resolved.page,
        resolved.line,
        resolved.char_from,
        resolved.char_to,
        resolved.classification,
        resolved.code,
        resolved.concept_type,
        resolved.concept,
        resolved.side,
        resolved.tree_path,
        resolved.item_type,
        resolved.item,
        resolved.fact_scope,
        case
            when resolved.metric not in ('amount', 'change', 'completion_rate', 'count')
                then null
            when resolved.metric = 'count' and resolved.concept_type is null then null
            when resolved.is_ambiguous then 'ambiguous_code'
            when resolved.subject_path is not null and resolved.code is null
                then 'path_not_in_register'
            when resolved.item is null then 'no_item'
            when resolved.bound <> 'exact' then 'bound_not_exact'
            when
                resolved.metric in ('amount', 'change') and resolved.amount_yuan is null
                then 'not_money'
            when resolved.fiscal_year is null then 'no_year'
            when resolved.phase is null then 'no_phase'
            when resolved.fact_scope is null then 'no_scope'
            when contradicted.statement_id is not null then 'contradicted'
            when
                resolved.metric in ('change', 'completion_rate')
                and resolved.base_statement_id is null
                then 'no_base'
            when unlike.statement_id is not null then 'compared_with_unlike'
            when resolved.metric = 'change' and resolved.compared_year is null then 'no_year'
            when
                resolved.metric = 'change'
                and resolved.code is not null
                and earlier_codes.statement_id is null
                then 'code_not_in_year'
            when
                resolved.metric = 'completion_rate'
                and coalesce(resolved.whole, '') not in ('initial_budget', 'adjusted_budget')
                then 'rate_of_unknown_whole'
            when
                resolved.metric = 'completion_rate'
                and 2 * resolved.value <= resolved.value_step
                then 'rate_zero'
        end as reason_unused
    from resolved
    left join contradicted on resolved.statement_id = contradicted.statement_id
    left join unlike on resolved.statement_id = unlike.statement_id
    left join earlier_codes on resolved.statement_id = earlier_codes.statement_id
)

select * from final
