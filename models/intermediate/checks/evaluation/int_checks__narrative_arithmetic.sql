-- The rates of the narrative against their amounts: a rate of change against the change, or against
-- the amounts before and after it, a share against part and whole, a completion rate against budget
-- and spending. What a rate is of may be unsaid, and the rate is then not checkable.
-- Grain: one row per printed rate; the columns are those of int_checks__evaluated, and the figures
-- by their roles.
with

-- with what other sentences state of the same thing
stated as (
    select
        stated.figure_id,
        stated.document_id,
        stated.statement_no,
        stated.project_name,
        stated.subject,
        stated.metric,
        stated.phase,
        stated.code,
        stated.line,
        stated.compared_year,
        stated.value_unit,
        stated.value,
        stated.step,
        stated.low,
        stated.high,
        stated.earlier_statement_id,
        coalesce(linked.base_statement_id, stated.base_statement_id) as base_statement_id,
        coalesce(linked.whole_statement_id, stated.whole_statement_id) as whole_statement_id
    from {{ ref('int_checks__stated') }} as stated
    left join {{ ref('int_statements__linked') }} as linked
        on stated.figure_id = linked.statement_id
),

executions as (
    select * from {{ ref('int_checks__executions') }}
),

wholes as (
    select * from {{ ref('int_checks__wholes') }}
),

changes as (
    select
        rates.figure_id,
        changes.figure_id as part_id,
        amounts.figure_id as whole_id,
        changes.value as part,
        changes.low as part_low,
        changes.high as part_high,
        amounts.value as whole,
        amounts.low as whole_low,
        amounts.high as whole_high,
        earlier.figure_id as earlier_id,
        earlier.value as earlier,
        earlier.low as earlier_low,
        earlier.high as earlier_high,
        row_number() over (
            partition by rates.figure_id order by changes.statement_no
        ) as choice
    from stated as rates
    left join stated as changes
        on
            (
                rates.base_statement_id = changes.base_statement_id
                or (
                    rates.base_statement_id is null
                    and rates.earlier_statement_id = changes.earlier_statement_id
                )
            )
            and changes.metric = 'change'
            and changes.value_unit = 'yuan'
            and coalesce(rates.compared_year, 0) = coalesce(changes.compared_year, 0)
    left join stated as amounts on rates.base_statement_id = amounts.figure_id
    left join stated as earlier on rates.earlier_statement_id = earlier.figure_id
    where rates.metric = 'change_rate' and rates.value_unit = 'percent'
),

-- of the amount before it, a rate is the share that the change is, or the amount less 100 %
of_earlier as (
    select
        figure_id,
        coalesce(part_id, whole_id) as part_id,
        earlier_id,
        coalesce(part, whole) as part,
        coalesce(part_low, whole_low) as part_low,
        coalesce(part_high, whole_high) as part_high,
        earlier,
        earlier_low,
        earlier_high,
        case when part is null then 100 else 0 end as taken_off
    from changes
    where
        choice = 1
        and earlier is not null
        and (part is null) <> (whole is null)
),

shares as (
    select
        rates.figure_id,
        parts.figure_id as part_id,
        coalesce(said.figure_id, wholes.figure_id) as whole_id,
        parts.value as part,
        parts.low as part_low,
        parts.high as part_high,
        coalesce(said.value, wholes.value) as whole,
        coalesce(said.low, wholes.low) as whole_low,
        coalesce(said.high, wholes.high) as whole_high
    from stated as rates
    left join stated as parts on rates.base_statement_id = parts.figure_id
    left join stated as said on rates.whole_statement_id = said.figure_id
    left join wholes on rates.figure_id = wholes.statement_id
    where rates.metric = 'share' and rates.value_unit = 'percent'
),

ratios as (
    select
        'rate_of_change' as rule_id,
        figure_id,
        part_id,
        whole_id,
        part,
        part_low,
        part_high,
        whole,
        whole_low,
        whole_high,
        {{ quantity('whole - part') }} as base,
        {{ quantity('whole_low - part_high') }} as base_low,
        {{ quantity('whole_high - part_low') }} as base_high,
        cast(null as integer) as taken_off
    from changes
    where choice = 1 and figure_id not in (select of_earlier.figure_id from of_earlier)
    union all
    select
        'rate_of_change' as rule_id,
        figure_id,
        part_id,
        earlier_id as whole_id,
        part,
        part_low,
        part_high,
        earlier as whole,
        earlier_low as whole_low,
        earlier_high as whole_high,
        earlier as base,
        earlier_low as base_low,
        earlier_high as base_high,
        taken_off
    from of_earlier
    union all
    select
        'share' as rule_id,
        figure_id,
        part_id,
        whole_id,
        part,
        part_low,
        part_high,
        whole,
        whole_low,
        whole_high,
        whole as base,
        whole_low as base_low,
        whole_high as base_high,
        0 as taken_off
    from shares
    union all
    select
        'completion_rate' as rule_id,
        rate_id as figure_id,
        spent_id as part_id,
        budget_id as whole_id,
        spent as part,
        spent_low as part_low,
        spent_high as part_high,
        budget as whole,
        budget_low as whole_low,
        budget_high as whole_high,
        budget as base,
        budget_low as base_low,
        budget_high as base_high,
        0 as taken_off
    from executions
),

-- for display alone, the quotient and its ends to six decimals; the status needs no division
quotients as (
    select
        *,
        {{ percent_quotient('part', 'base') }} as expected_value,
        case
            when base_low > 0 or base_high < 0
                then
                    least(
                        {{ percent_quotient('part_low', 'base_low') }},
                        {{ percent_quotient('part_low', 'base_high') }},
                        {{ percent_quotient('part_high', 'base_low') }},
                        {{ percent_quotient('part_high', 'base_high') }}
                    )
        end as expected_low,
        case
            when base_low > 0 or base_high < 0
                then
                    greatest(
                        {{ percent_quotient('part_low', 'base_low') }},
                        {{ percent_quotient('part_low', 'base_high') }},
                        {{ percent_quotient('part_high', 'base_low') }},
                        {{ percent_quotient('part_high', 'base_high') }}
                    )
        end as expected_high
    from ratios
),

final as (
    select
        {{ surrogate_key(['stated.document_id', 'quotients.rule_id', 'stated.figure_id']) }}
            as check_id,
        quotients.rule_id,
        'narrative_arithmetic' as check_class,
        stated.document_id,
        cast(null as integer) as table_index,
        stated.phase,
        stated.code,
        coalesce(stated.project_name, stated.subject) as label,
        stated.metric as measure,
        stated.line,
        stated.value_unit,
        stated.value as printed_value,
        stated.low as printed_low,
        stated.high as printed_high,
        {{ quantity('quotients.expected_value - coalesce(quotients.taken_off, 0)') }}
            as expected_value,
        {{ quantity('quotients.expected_low - coalesce(quotients.taken_off, 0)') }}
            as expected_low,
        {{ quantity('quotients.expected_high - coalesce(quotients.taken_off, 0)') }}
            as expected_high,
        1 as printed_figures,
        case when quotients.part is null or quotients.whole is null then 0 else 2 end
            as expected_figures,
        stated.figure_id
        || coalesce(' ' || quotients.part_id, '')
        || coalesce(' ' || quotients.whole_id, '') as evidence_figure_ids,
        stated.figure_id,
        quotients.part_id,
        quotients.whole_id,
        case
            when quotients.taken_off is null
                then
                    {{ change_status(
                        'stated.value', 'stated.step', 'quotients.part', 'quotients.part_low',
                        'quotients.part_high', 'quotients.whole', 'quotients.whole_low',
                        'quotients.whole_high'
                    ) }}
            else
                {{ share_status(
                    '(stated.value + quotients.taken_off)', 'stated.step', 'quotients.part',
                    'quotients.part_low', 'quotients.part_high', 'quotients.whole',
                    'quotients.whole_low', 'quotients.whole_high'
                ) }}
        end as status
    from quotients
    inner join stated on quotients.figure_id = stated.figure_id
)

select * from final
