-- Which statements make a fact, and of the others why not. What names two things, or whose base or
-- whole is not plain, is kept with the reason:
--   ambiguous_code         the names stand in two branches
--   path_not_in_register   the text names a class that the register of the year has not
--   code_not_in_year       the class of today has no such code in the year compared
--   no_item                the subject names nothing that a fact holds (a project, a service)
--   no_year, no_phase, no_scope   the text does not say of what
--   not_money              an amount in no known unit of money
--   bound_not_exact        at least, at most, about
--   contradicted, contradicted_by_parts   another statement of the same gives another amount
--   contradicted_by_table  a table of the document prints the same otherwise, and none prints it so
--   no_base                a change or a rate without the amount that it belongs to
--   compared_with_unlike   a change from an amount that the text gives for another subject
--   rate_of_unknown_whole  a rate whose whole could be the initial or the adjusted budget
--   rate_zero              a rate too small to divide by
-- Grain: one row per statement.
with

named as (
    select * from {{ ref('int_statements__named') }}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

tabled as (
    select * from {{ ref('int_statements__tabled') }}
),

repeated as (
    select * from {{ ref('int_statements__repeated') }}
),

-- directly before the change the text gives the earlier amount, and of another subject
unlike as (
    select distinct changes.statement_id
    from named as changes
    inner join named as bases on changes.base_statement_id = bases.statement_id
    inner join named as earlier
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
    select distinct named.statement_id
    from named
    inner join classes
        on
            named.classification = classes.classification
            and named.code = classes.code
            and classes.is_register_name
            and {{ is_valid_in('classes', 'named.compared_year') }}
),

final as (
    select
        named.statement_id,
        named.document_id,
        named.unit_id,
        named.document_year,
        named.document_stage,
        named.document_is_current,
        named.statement_no,
        named.source,
        named.project_name,
        named.project_name_folded,
        named.subject,
        named.subject_key,
        named.subject_path,
        named.part_of,
        named.subject_code,
        named.heading,
        named.whole,
        named.metric,
        named.printed_text,
        named.value,
        named.value_step,
        named.direction,
        named.bound,
        named.unit,
        named.amount_yuan,
        named.rounding_unit_yuan,
        named.bound_step_yuan,
        named.fiscal_year,
        named.phase,
        named.scope,
        named.compared_year,
        named.compared_phase,
        named.base_statement_id,
        named.earlier_statement_id,
        named.whole_statement_id,
        named.page,
        named.line,
        named.char_from,
        named.char_to,
        named.classification,
        named.code,
        named.concept_type,
        named.concept,
        named.side,
        named.tree_path,
        named.item_type,
        named.item,
        named.fact_scope,
        coalesce(repeated.is_grand_total, false) as contains_balances,
        case
            when named.metric not in ('amount', 'change', 'completion_rate', 'count')
                then null
            when named.metric = 'count' and named.concept_type is null then null
            when named.is_ambiguous then 'ambiguous_code'
            when named.subject_path is not null and named.code is null
                then 'path_not_in_register'
            when named.item is null then 'no_item'
            when named.bound <> 'exact' then 'bound_not_exact'
            when
                named.metric in ('amount', 'change') and named.amount_yuan is null
                then 'not_money'
            when named.fiscal_year is null then 'no_year'
            when named.phase is null then 'no_phase'
            when named.fact_scope is null then 'no_scope'
            when repeated.contradiction is not null then repeated.contradiction
            when tabled.statement_id is not null then 'contradicted_by_table'
            when
                named.metric in ('change', 'completion_rate')
                and named.base_statement_id is null
                then 'no_base'
            when unlike.statement_id is not null then 'compared_with_unlike'
            when named.metric = 'change' and named.compared_year is null then 'no_year'
            when
                named.metric = 'change'
                and named.code is not null
                and earlier_codes.statement_id is null
                then 'code_not_in_year'
            when
                named.metric = 'completion_rate'
                and coalesce(named.whole, '') not in ('initial_budget', 'adjusted_budget')
                then 'rate_of_unknown_whole'
            when
                named.metric = 'completion_rate'
                and 2 * named.value <= named.value_step
                then 'rate_zero'
        end as reason_unused
    from named
    left join repeated on named.statement_id = repeated.statement_id
    left join tabled on named.statement_id = tabled.statement_id
    left join unlike on named.statement_id = unlike.statement_id
    left join earlier_codes on named.statement_id = earlier_codes.statement_id
)

select * from final
