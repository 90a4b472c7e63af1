-- Which amounts are leaves: amounts that add up to their table's total without a double count.
-- Rows: a line gives way to the lines next under it (by tree_path) only if their values add up to
-- its own within the printed precision, or else to the finest lines under it if these do; else it
-- stays the leaf: no money is lost and none invented. A form that prints no balance has a grand
-- total above the sum of the year: it gives way to that, if the lines of the year prove it.
-- Measures: in a leaf line a measure gives way to its parts (seed measure_parts, best priority
-- first) under the same condition; a blank counts as nothing. An amount that may stand in several
-- places (placement ambiguous) is neither leaf nor part: what it would be part of stays the leaf.
-- parts_yuan is what the lines next under the amount's line make together. What is joined a dozen
-- times with itself is joined by whole numbers: texts took twice as long.
-- Grain: one row per amount.
{#- an amount with a value under a measure that means spending (or revenue) can be added, in a table
    of 三公 spending one of its three kinds; no common table, as it would be held in memory with all amounts -#}
{%- set keys = narrow_key(['amount_id']) ~ ' as amount_key, '
    ~ narrow_key(['line_id']) ~ ' as line_key, ' ~ narrow_key(['group_id']) ~ ' as group_key' -%}
{%- set addable -%}
    (
        select *, {{ keys }}
        from {{ ref('int_amounts__classified') }}
        where
            amount_yuan is not null
            and {{ is_placed('placement') }}
            and case
                when fact = 'three_public' then three_public_category is not null
                when side = 'revenue' then revenue_source is not null
                else spending_nature is not null
            end
    )
{%- endset %}
with

amounts as (
    select
        *,
        {{ keys }}
    from {{ ref('int_amounts__classified') }}
),

measure_parts as (
    select * from {{ ref('measure_parts') }}
),

parts as (
    select
        wholes.line_key,
        wholes.amount_key as whole_key,
        wholes.amount_yuan as whole_yuan,
        wholes.rounding_unit_yuan as whole_unit_yuan,
        parts.amount_key as part_key,
        parts.amount_yuan as part_yuan,
        parts.rounding_unit_yuan as part_unit_yuan,
        measure_parts.priority
    from {{ addable }} as wholes
    inner join measure_parts on wholes.measure = measure_parts.whole
    inner join {{ addable }} as parts
        on
            wholes.line_key = parts.line_key
            and measure_parts.part = parts.measure
),

part_sets as (
    select
        whole_key,
        priority,
        min(priority) over (partition by whole_key) as best_priority
    from parts
    group by whole_key, priority
    having
        {{ sums_agree(
            'min(whole_yuan)', 'min(whole_unit_yuan)', 'sum(part_yuan)', 'sum(part_unit_yuan)'
        ) }}
),

splits as (
    select
        parts.whole_key,
        parts.part_key
    from parts
    inner join part_sets
        on
            parts.whole_key = part_sets.whole_key
            and parts.priority = part_sets.priority
            and part_sets.priority = part_sets.best_priority
),

-- the value of a line: its total, or where none is printed every measure that is part of no other
tops as (
    select addable.*
    from {{ addable }} as addable
    left join parts on addable.amount_key = parts.part_key
    where parts.part_key is null
),

line_totals as (
    select
        line_key,
        max(case when measure = 'total' then 1 else 0 end) as has_total
    from {{ addable }} as addable
    group by line_key
),

-- without a total, a line with an amount that may be of another measure has no known value
unknown_lines as (
    select distinct line_key
    from amounts
    where (measure is null or not {{ is_placed('placement') }}) and amount_yuan <> 0
),

roots as (
    select tops.*
    from tops
    inner join line_totals on tops.line_key = line_totals.line_key
    left join unknown_lines on tops.line_key = unknown_lines.line_key
    where
        tops.measure = 'total'
        or (line_totals.has_total = 0 and unknown_lines.line_key is null)
),

-- measures reached from the roots by splitting, at most three deep (total, years, funds, incomes)
{% set depths = ['roots', 'reached_once', 'reached_twice', 'reached_thrice'] -%}
{% for reached in depths[1:] -%}
    {% set above = depths[loop.index0] -%}
    {{ reached }} as (
        select splits.part_key as amount_key
        from {{ above }}
        inner join splits on {{ above }}.amount_key = splits.whole_key
    ),

{% endfor -%}
reached as (
    {% for above in depths -%}
        select amount_key from {{ above }}
        {% if not loop.last -%}
            union
        {% endif -%}
    {% endfor %}
),

finest_measures as (
    select reached.amount_key
    from reached
    left join splits on reached.amount_key = splits.whole_key
    where splits.whole_key is null
),

nodes as (
    select
        group_key,
        line_key,
        tree_path,
        coalesce(min(line_role) = 'subtotal', false) as is_of_year,
        sum(amount_yuan) as value_yuan,
        sum(rounding_unit_yuan) as unit_yuan
    from roots
    where tree_path is not null
    group by group_key, line_key, tree_path
),

ancestors as (
    select
        below.line_key,
        above.line_key as above_key,
        above.tree_path as above_path,
        above.value_yuan as above_yuan,
        above.unit_yuan as above_unit_yuan,
        below.is_of_year,
        below.value_yuan,
        below.unit_yuan
    from nodes as below
    inner join nodes as above
        on
            below.group_key = above.group_key
            and length(below.tree_path) > length(above.tree_path)
            and {{ is_prefix('above.tree_path', 'below.tree_path') }}
),

-- of the paths that begin a path, the longest is the greatest
placed as (
    select
        *,
        above_path = max(above_path) over (partition by line_key) as is_parent
    from ancestors
),

-- lines with others under them, and what adds up to them: the lines next below, the finest lines
-- below (where a level between contradicts itself), or nothing
finest_lines as (
    select nodes.line_key
    from nodes
    left join ancestors on nodes.line_key = ancestors.above_key
    where ancestors.above_key is null
),

sums_below as (
    select
        placed.above_key as line_key,
        min(placed.above_yuan) as line_yuan,
        min(placed.above_unit_yuan) as line_unit_yuan,
        sum(case when placed.is_parent then placed.value_yuan else 0 end) as next_yuan,
        sum(case when placed.is_parent then placed.unit_yuan else 0 end) as next_unit_yuan,
        sum(case when finest_lines.line_key is not null then placed.value_yuan else 0 end)
            as finest_yuan,
        sum(case when finest_lines.line_key is not null then placed.unit_yuan else 0 end)
            as finest_unit_yuan
    from placed
    left join finest_lines on placed.line_key = finest_lines.line_key
    group by placed.above_key
),

judged as (
    select
        line_key,
        line_yuan > next_yuan as is_more,
        next_yuan,
        case
            when {{ sums_agree('line_yuan', 'line_unit_yuan', 'next_yuan', 'next_unit_yuan') }}
                then 'next'
            when {{ sums_agree('line_yuan', 'line_unit_yuan', 'finest_yuan', 'finest_unit_yuan') }}
                then 'finest'
            else 'none'
        end as gives_way_to
    from sums_below
),

-- grand totals over the year's sum alone, of which other lines prove what it is
over_years as (
    select placed.above_key as line_key
    from placed
    inner join judged as totals on placed.above_key = totals.line_key
    inner join judged as years on placed.line_key = years.line_key
    where
        placed.is_parent
        and placed.is_of_year
        and placed.above_path = '/'
        and totals.is_more
        and totals.next_yuan = placed.value_yuan
        and years.gives_way_to <> 'none'
),

parents as (
    select
        judged.line_key,
        case
            when over_years.line_key is not null then 'next' else judged.gives_way_to
        end as gives_way_to
    from judged
    left join over_years on judged.line_key = over_years.line_key
),

-- the topmost line above a line that does not simply give way to the next level
decided as (
    select
        ancestors.line_key,
        parents.gives_way_to,
        row_number() over (
            partition by ancestors.line_key
            order by length(ancestors.above_path), parents.gives_way_to
        ) as place
    from ancestors
    inner join parents on ancestors.above_key = parents.line_key
    where parents.gives_way_to <> 'next'
),

leaf_lines as (
    select nodes.line_key
    from nodes
    left join parents on nodes.line_key = parents.line_key
    left join decided
        on
            nodes.line_key = decided.line_key
            and decided.place = 1
    where
        case coalesce(decided.gives_way_to, 'next')
            when 'next' then coalesce(parents.gives_way_to, 'none') = 'none'
            when 'finest' then parents.line_key is null
            else false
        end
),

final as (
    select
        amounts.document_id,
        amounts.amount_id,
        case
            when amounts.row_kind = 'total' then 'total'
            when amounts.row_kind = 'unit' and coalesce(amounts.tree_path, '/') = '/' then 'total'
            when amounts.row_kind = 'subtotal' or parents.line_key is not null then 'subtotal'
            else 'item'
        end as line_type,
        leaf_lines.line_key is not null and finest_measures.amount_key is not null as is_leaf,
        {{ money('sums_below.next_yuan') }} as parts_yuan
    from amounts
    left join sums_below on amounts.line_key = sums_below.line_key
    left join parents on amounts.line_key = parents.line_key
    left join leaf_lines on amounts.line_key = leaf_lines.line_key
    left join finest_measures on amounts.amount_key = finest_measures.amount_key
)

select * from final
