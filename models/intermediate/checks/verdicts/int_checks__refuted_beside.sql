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
),

trees as (
    select * from differing
    where rule_id in ('sum_of_lines', 'repeated_total')
),

amounts as (
    select
        amounts.*,
        coalesce(measures.revenue_source <> 'unsplit', false) as is_source,
        {{ interval_low('amounts.amount_yuan', 'amounts.rounding_unit_yuan') }} as low,
        {{ interval_high('amounts.amount_yuan', 'amounts.rounding_unit_yuan') }} as high
    from {{ ref('int_amounts__classified') }} as amounts
    left join {{ ref('measures') }} as measures on amounts.measure = measures.measure
    where amounts.amount_yuan is not null
),

-- of the rows that are not in the tree of sums of their table
missing_rows as (
    select
        trees.document_id,
        trees.check_id
    from trees
    inner join amounts
        on {{ same('trees', 'amounts', place) }} and trees.line <> amounts.line
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

totals as (
    select {{ columns_of('trees', place) }}
    from trees
    inner join refuted on trees.check_id = refuted.check_id
    inner join {{ ref('int_checks__figures') }} as figures
        on trees.check_id = figures.check_id and figures.role = 'printed'
    inner join amounts on figures.figure_id = amounts.amount_id
    where amounts.row_kind = 'total' and amounts.amount_yuan <> 0
),

taken as (
    select
        differing.check_id,
        amounts.amount_id,
        amounts.line_id,
        case when figures.role = 'part' then 1 else 0 end as is_part,
        case when figures.role = 'part' and amounts.is_source then 1 else 0 end as is_source
    from differing
    inner join {{ ref('int_checks__figures') }} as figures
        on differing.check_id = figures.check_id
    inner join amounts on figures.figure_id = amounts.amount_id
    where differing.check_class = 'row_identity' and amounts.measure is not null
),

-- sums of sources of money, and what the row has of others: all of them, or those of the year
sums_of_sources as (
    select
        check_id,
        min(line_id) as line_id
    from taken
    group by check_id
    having sum(is_part) > 0 and sum(is_part) = sum(is_source)
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
        document_id,
        check_id,
        'unit_row' as reason
    from missing_rows
    union
    select
        trees.document_id,
        trees.check_id,
        'unit_row' as reason
    from trees
    inner join totals on {{ same('trees', 'totals', place) }}
    where trees.rule_id = 'repeated_total'
    union
    select
        differing.document_id,
        differing.check_id,
        'column_besides' as reason
    from differing
    inner join besides on differing.check_id = besides.check_id
    where {{ intervals_meet(
        'differing.printed_low', 'differing.printed_high',
        'differing.expected_low + besides.low', 'differing.expected_high + besides.high',
    ) }}
),

final as (
    select * from found
)

select * from final
