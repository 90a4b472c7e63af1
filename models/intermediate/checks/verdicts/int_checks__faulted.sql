-- Which differences are one fault: those of one cause, with those that are none once the suspects
-- of it are what they should be. What has no known cause is one fault with the differences of its
-- line, or of its column across the rows, and with those of the same name that are off by as much.
-- Grain: one row per check that differs.
with

figures as (select * from {{ ref('int_checks__figures') }}),

keyed as (select * from {{ ref('int_checks__caused') }}),

suspects as (
    select distinct
        keyed.cause_key, keyed.suspect_figure_id as figure_id, explained.suggested_value
    from keyed
    inner join {{ ref('int_checks__explained') }} as explained
        on keyed.check_id = explained.check_id
    where keyed.suspect_figure_id is not null
),

joined_faults as (
    -- a difference that is none once all suspects of one fault are what they should be
    select keyed.check_id, suspects.cause_key
    from keyed
    inner join figures as terms on keyed.check_id = terms.check_id
    inner join suspects on terms.figure_id = suspects.figure_id
    where keyed.cause_key is null
    group by
        keyed.check_id, suspects.cause_key, keyed.difference,
        keyed.printed_low, keyed.printed_high, keyed.expected_low, keyed.expected_high
    having
        2 * abs(keyed.difference + sum(
            terms.weight * (suspects.suggested_value - terms.value)
            * case when terms.role = 'printed' then 1 else -1 end
        ))
        <= keyed.printed_high - keyed.printed_low + keyed.expected_high - keyed.expected_low
    union all
    -- a rate that follows from what the table has in place of its amount
    select keyed.check_id, tied.cause_key
    from keyed
    inner join {{ ref('int_checks__narrative_arithmetic') }} as rates
        on keyed.check_id = rates.check_id
    inner join figures on figures.figure_id in (rates.whole_id, rates.part_id)
    inner join keyed as tied on figures.check_id = tied.check_id
    where
        keyed.explanation = 'follows_from_table'
        and tied.check_class = 'text_vs_table'
        and tied.cause_key is not null
    union all
    -- a sum of changes over the one that cannot be
    select keyed.check_id, remarks.cause_key
    from keyed
    inner join figures on keyed.check_id = figures.check_id
    inner join keyed as remarks on concat('figure|', figures.figure_id) = remarks.cause_key
    where
        keyed.cause_key is null
        and figures.role = 'printed'
        and remarks.rule_id = 'increase_above_amount'
),

joins as (
    select check_id, min(cause_key) as cause_key from joined_faults
    group by check_id
),

-- what is left: by the line or the column, and by the name and the difference, in turn
together_0 as (
    select
        keyed.document_id, keyed.check_id, keyed.check_id as together,
        coalesce(joins.cause_key, keyed.cause_key) as cause_key,
        concat(
            coalesce(cast(keyed.table_index as {{ dbt.type_string() }}), ''), '|',
            keyed.rule_id, '|',
            case
                when keyed.check_class = 'row_identity' then coalesce(keyed.measure, '')
                -- a line of the text may be a whole paragraph, with several rates
                when keyed.check_class = 'narrative_arithmetic' then keyed.check_id
                else coalesce(cast(keyed.line as {{ dbt.type_string() }}), keyed.check_id)
            end
        ) as line_key,
        case
            when keyed.difference <> 0
                then concat(
                    coalesce(keyed.code, keyed.label, ''), '|',
                    -- one difference is finer in a table in yuan than in a text in 万元
                    cast(
                        case
                            when abs(keyed.difference) < 100000 then abs(keyed.difference)
                            else {{ quantity('round(abs(keyed.difference) / 1000)') }}
                        end as {{ dbt.type_string() }}
                    )
                )
            else keyed.check_id
        end as difference_key
    from keyed
    left join joins on keyed.check_id = joins.check_id
),

{% for key in ['line_key', 'difference_key', 'line_key', 'difference_key'] -%}
    together_{{ loop.index }} as (
        select
            document_id, check_id, cause_key, line_key, difference_key,
            min(together) over (
                partition by document_id, cause_key is null, {{ key }}
            ) as together
        from together_{{ loop.index0 }}
    ),

{% endfor -%}
grouped as (
    select
        document_id, check_id,
        coalesce(cause_key, concat('check|', together)) as cause_key
    from together_4
),

final as (
    select *, {{ surrogate_key(['document_id', 'cause_key']) }} as fault_id from grouped
)

select * from final
