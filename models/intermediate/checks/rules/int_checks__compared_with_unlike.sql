-- A change in the text is measured from an amount of the same thing and scope. That another is
-- meant is proved by the amounts: the one less the other is the change. One total of both sides is
-- that of either side. A statement that another contradicts says nothing.
-- Grain: one row per change of a thing with the amount directly before it.
with

statements as (
    select
        *,
        case when item_type = 'total_measure' then item else item_type || item end as thing,
        {{ interval_low('amount_yuan', 'rounding_unit_yuan') }} as low,
        {{ interval_high('amount_yuan', 'rounding_unit_yuan') }} as high
    from {{ ref('int_statements__resolved') }}
    where
        amount_yuan is not null and bound = 'exact' and source = 'narrative'
        and coalesce(reason_unused, '') <> 'contradicted'
),

pairs as (
    select
        changes.document_id, changes.statement_id, changes.subject, changes.line,
        earlier.subject as earlier_subject,
        bases.statement_id || ' ' || earlier.statement_id as figure_ids,
        bases.thing = earlier.thing and bases.fact_scope = earlier.fact_scope as is_like,
        {{ intervals_meet(
            'changes.low', 'changes.high', 'bases.low - earlier.high', 'bases.high - earlier.low'
        ) }} as is_measured
    from statements as changes
    inner join statements as bases on changes.base_statement_id = bases.statement_id
    inner join statements as earlier
        on
            changes.document_id = earlier.document_id
            and changes.compared_year = earlier.fiscal_year
            and changes.statement_no = earlier.statement_no + 1
    where
        changes.metric = 'change' and bases.metric = 'amount' and earlier.metric = 'amount'
        and changes.amount_yuan <> 0
        and bases.thing is not null and earlier.thing is not null
        and bases.fact_scope is not null and earlier.fact_scope is not null
),

final as (
    select
        'compared_with_unlike' as rule_id, 'narrative_arithmetic' as check_class, document_id,
        statement_id as place_key, subject as label, line, subject as printed_text,
        earlier_subject as expected_text, case
            when is_like then 'agrees'
            when is_measured then 'differs'
            else 'not_checkable'
        end as status, figure_ids
    from pairs
)

select * from final
