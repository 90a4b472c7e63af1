-- The differences across a row that the row itself refutes, and why: what was added up are not the
-- columns that make up the whole.
--   nested_parts    a column is the sum of those next after it, and was added beside them
--   column_besides  what is missing is all that the row has in columns of other sources of money
-- Grain: one row per check and reason.
with

differing as (
    select * from {{ ref('int_checks__contested') }}
    where check_class = 'row_identity'
),

amounts as (
    select
        amounts.*,
        coalesce(measures.revenue_source <> 'unsplit', false) as is_source
    from {{ ref('int_amounts__classified') }} as amounts
    inner join {{ ref('measures') }} as measures on amounts.measure = measures.measure
    where amounts.amount_yuan is not null
),

taken as (
    select
        differing.check_id,
        figures.role,
        amounts.amount_id,
        amounts.line_id,
        amounts.column_no,
        amounts.is_source,
        {{ quantity('amounts.amount_yuan') }} as value
    from differing
    inner join {{ ref('int_checks__figures') }} as figures
        on differing.check_id = figures.check_id
    inner join amounts on figures.figure_id = amounts.amount_id
),

-- the parts of each sum as they follow one another
parts as (
    select
        *,
        sum(value) over (
            partition by check_id
            order by column_no, amount_id
            rows between unbounded preceding and current row
        ) as value_so_far
    from taken
    where role = 'part' and value <> 0
),

subtotals as (
    select
        check_id,
        {{ quantity('sum(value)') }} as value
    from (
        select distinct
            parts.check_id,
            parts.amount_id,
            parts.value
        from parts
        inner join parts as followers
            on
                parts.check_id = followers.check_id
                and parts.column_no < followers.column_no
                and followers.value_so_far - parts.value_so_far = parts.value
    ) as of_others
    group by check_id
),

-- sums of sources of money, and what the row has of others
sums_of_sources as (
    select
        check_id,
        min(line_id) as line_id
    from taken
    group by check_id
    having
        sum(case when role = 'part' and not is_source then 1 else 0 end) = 0
        and sum(case when role = 'part' then 1 else 0 end) > 0
),

-- all of them, and those of the year alone
besides as (
    {% for which in ['true', "amounts.measure not like 'carryover%'"] -%}
        select
            sums_of_sources.check_id,
            {{ quantity('sum(amounts.amount_yuan)') }} as value,
            {{ quantity('0.5 * sum(amounts.rounding_unit_yuan)') }} as slack
        from sums_of_sources
        inner join amounts on sums_of_sources.line_id = amounts.line_id
        left join taken
            on
                sums_of_sources.check_id = taken.check_id
                and amounts.amount_id = taken.amount_id
        where taken.amount_id is null and amounts.is_source and {{ which }}
        group by sums_of_sources.check_id
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

found as (
    select
        differing.document_id,
        differing.check_id,
        'nested_parts' as reason
    from differing
    inner join subtotals on differing.check_id = subtotals.check_id
    where {{ intervals_meet(
        'differing.printed_low', 'differing.printed_high',
        'differing.expected_low - subtotals.value', 'differing.expected_high - subtotals.value',
    ) }}
    union
    select
        differing.document_id,
        differing.check_id,
        'column_besides' as reason
    from differing
    inner join besides on differing.check_id = besides.check_id
    where {{ intervals_meet(
        'differing.printed_low', 'differing.printed_high',
        'differing.expected_low + besides.value - besides.slack',
        'differing.expected_high + besides.value + besides.slack',
    ) }}
),

final as (
    select * from found
)

select * from final
