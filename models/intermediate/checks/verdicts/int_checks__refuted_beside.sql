-- The sums that differ by what stands beside them in their table, and why.
--   unit_row        what is missing, or more, is one of several units, and stands in its own row. A
--                   total that is repeated in the row of a unit stands over the same lines as the
--                   total of the table, and is refuted with it
--   column_besides  what is missing is all that the row has in columns of other sources of money
-- Grain: one row per check and reason.
{%- set place = ['document_id', 'table_index', 'measure'] %}
with

differing as (
    select * from {{ ref('int_checks__contested') }}
    where rule_id in ('sum_of_lines', 'repeated_total') or check_class = 'row_identity'
),

trees as (
    select * from differing
    where check_class <> 'row_identity'
),

amounts as (
    select
        amounts.*,
        coalesce(measures.revenue_source <> 'unsplit', false) as is_source,
        {{ amount_interval('amounts') }}
    from {{ ref('int_amounts__classified') }} as amounts
    left join {{ ref('measures') }} as measures on amounts.measure = measures.measure
    where
        amounts.amount_yuan is not null
        and amounts.document_id in (select differing.document_id from differing)
),

-- of the rows that are not in the tree of sums of their table
missing_rows as (
    select trees.document_id, trees.check_id
    from trees
    inner join amounts on {{ same('trees', 'amounts', place) }} and trees.line <> amounts.line
    where
        amounts.amount_yuan <> 0
        and (
            amounts.row_kind = 'unit'
            and {{ intervals_meet(
                'trees.printed_low - amounts.high', 'trees.printed_high - amounts.low',
                'trees.expected_low', 'trees.expected_high',
            ) }}
            or amounts.row_kind = 'total'
            and {{ intervals_meet(
                'amounts.low', 'amounts.high',
                'trees.printed_low + trees.expected_low',
                'trees.printed_high + trees.expected_high',
            ) }}
        )
),

refuted as (
    select check_id from missing_rows
    union
    select check_id from {{ ref('int_checks__refuted_sums') }}
),

taken as (
    select
        figures.check_id, figures.role, {{ columns_of('amounts', place) }},
        amounts.amount_id, amounts.line_id, amounts.row_kind, amounts.amount_yuan,
        case when figures.role = 'part' then 1 else 0 end as is_part,
        case when figures.role = 'part' and amounts.is_source then 1 else 0 end as is_source
    from {{ ref('int_checks__figures') }} as figures
    inner join amounts on figures.figure_id = amounts.amount_id
    where figures.check_id in (select differing.check_id from differing)
),

totals as (
    select {{ columns_of('taken', place) }}
    from taken
    inner join refuted on taken.check_id = refuted.check_id
    where taken.role = 'printed' and taken.row_kind = 'total' and taken.amount_yuan <> 0
),

-- sums of sources of money, and what the row has of others: all of them, or those of the year
sums_of_sources as (
    select taken.check_id, min(taken.line_id) as line_id
    from taken
    inner join differing on taken.check_id = differing.check_id
    where differing.check_class = 'row_identity' and taken.measure is not null
    group by taken.check_id
    having sum(taken.is_part) > 0 and sum(taken.is_part) = sum(taken.is_source)
),

besides as (
    {% for which in ['true', "amounts.measure not like 'carryover%'"] -%}
        select
            sums_of_sources.check_id,
            {{ quantity('sum(amounts.low)') }} as low,
            {{ quantity('sum(amounts.high)') }} as high
        from sums_of_sources
        inner join amounts on sums_of_sources.line_id = amounts.line_id
        left join taken
            on sums_of_sources.check_id = taken.check_id and amounts.amount_id = taken.amount_id
        where taken.amount_id is null and amounts.is_source and {{ which }}
        group by sums_of_sources.check_id
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

final as (
    select document_id, check_id, 'unit_row' as reason from missing_rows
    union
    select trees.document_id, trees.check_id, 'unit_row' as reason
    from trees
    inner join totals on {{ same('trees', 'totals', place) }}
    where trees.rule_id = 'repeated_total'
    union
    select differing.document_id, differing.check_id, 'column_besides' as reason
    from differing
    inner join besides on differing.check_id = besides.check_id
    where {{ intervals_meet(
        'differing.printed_low', 'differing.printed_high',
        'differing.expected_low + besides.low', 'differing.expected_high + besides.high',
    ) }}
)

select * from final
