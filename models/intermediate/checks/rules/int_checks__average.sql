-- An average in the text is its amount divided by what is counted (seed averages). Which of the
-- counts of a unit it is over is not told: an average that follows from one of them agrees, and one
-- that follows from one only in another unit of money (seed unit_slips) has the wrong unit. Any
-- other says nothing, and so does a statement that another contradicts.
-- Grain: one row per average with an amount and a count.
with

statements as (
    select
        *,
        {{ interval_low('amount_yuan', 'rounding_unit_yuan') }} as low,
        {{ interval_high('amount_yuan', 'rounding_unit_yuan') }} as high
    from {{ ref('int_statements__resolved') }}
    where
        source = 'narrative' and bound = 'exact'
        and coalesce(reason_unused, '') <> 'contradicted'
),

factors as (
    select cast(1 as decimal(12, 4)) as factor
    union all
    select cast(factor as decimal(12, 4)) as factor from {{ ref('unit_slips') }}
),

candidates as (
    select
        means.document_id, means.statement_id, means.subject, means.line, means.printed_text,
        means.unit, factors.factor, means.amount_yuan * factors.factor as meant_yuan,
        amounts.statement_id || ' ' || counts.statement_id as figure_ids,
        {{ intervals_meet(
            'means.low * factors.factor * counts.value', 'means.high * factors.factor * counts.value',
            'amounts.low', 'amounts.high'
        ) }} as follows
    from statements as means
    inner join {{ ref('averages') }} as averages on means.subject like averages.average_pattern
    inner join statements as amounts
        on
            means.document_id = amounts.document_id
            and averages.item_type = amounts.item_type
            and averages.item = amounts.item
    inner join statements as counts
        on means.document_id = counts.document_id and averages.unit = counts.unit
    cross join factors
    where
        means.metric = 'standard' and means.amount_yuan > 0
        and amounts.metric = 'amount' and amounts.amount_yuan > 0
        and counts.metric = 'count' and counts.value > 1
),

judged as (
    select
        document_id, statement_id,
        min(subject) as subject,
        min(line) as line,
        min(concat(printed_text, unit)) as printed_text,
        max(case when follows and factor = 1 then 1 else 0 end) as is_right,
        min(case when follows then meant_yuan end) as meant_yuan,
        min(case when follows then figure_ids end) as figure_ids
    from candidates
    group by document_id, statement_id
),

final as (
    select
        'average' as rule_id, 'unit_slip' as check_class, document_id, statement_id as place_key,
        subject as label, line, printed_text,
        {{ readable_quantity(quantity('meant_yuan'), "'yuan'", "'unit_slip'", 2) }}
            as expected_text,
        case
            when is_right = 1 then 'agrees'
            when meant_yuan is not null then 'differs'
            else 'not_checkable'
        end as status,
        concat_ws(' ', statement_id, figure_ids) as figure_ids
    from judged
)

select * from final
