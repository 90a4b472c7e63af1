-- The codes over which the ties between two tables hold (seed ties, line *): those that either
-- prints. A table without codes says nothing of classes, one without a column for a measure nothing
-- of it. Some ties hold only for a unit whose two tables have one total. A tie of a type with
-- itself is of its second table with the first. Kept, as what compares the tables reads it often.
-- Grain: one row per tie, phase, two tables and code.
with

ties as (select * from {{ ref('ties') }}),

places as (
    select * from {{ ref('int_checks__places') }}
    where side = 'expenditure' or table_type = 'revenue_statement'
),

codes as (
    select distinct
        {{ columns_of('places', [
            'table_key', 'document_id', 'phase', 'table_type', 'rank_in_type',
        ]) }},
        places.place as code
    from places
    where places.place_kind = 'code'
),

-- a table without codes says nothing of classes
tables as (
    select distinct table_key, document_id, phase, table_type, rank_in_type from codes
),

-- a table that has no column for a measure says nothing of it
measures as (
    select
        table_key, measure,
        sum(case when place = 'total' then value end) as total,
        sum(case when place = 'current_expenditure' then value end) as current_total
    from places
    group by table_key, measure
),

pairs as (
    select
        ties.tie_id, ties.left_measure, ties.right_measure, lefts.document_id, lefts.phase,
        lefts.table_key as left_table_key, rights.table_key as right_table_key
    from ties
    inner join tables as lefts on ties.left_table_type = lefts.table_type
    inner join tables as rights
        on
            ties.right_table_type = rights.table_type
            and {{ same('lefts', 'rights', ['document_id', 'phase']) }}
            and rights.rank_in_type = 1
            and lefts.rank_in_type
            = case when ties.left_table_type = ties.right_table_type then 2 else 1 end
    inner join measures as left_measures
        on lefts.table_key = left_measures.table_key and ties.left_measure = left_measures.measure
    inner join measures as right_measures
        on
            rights.table_key = right_measures.table_key
            and ties.right_measure = right_measures.measure
    left join measures as left_totals
        on lefts.table_key = left_totals.table_key and left_totals.measure = 'total'
    left join measures as right_totals
        on
            rights.table_key = right_totals.table_key
            and right_totals.measure
            = case ties.holds when 'same_project' then 'project' else 'total' end
    where
        ties.used_to <> 'place' and ties.left_line = '*'
        and coalesce(ties.stage, 'budget') = case
            when ties.stage is null or lefts.phase = 'initial_budget' then 'budget'
            else 'final'
        end
        and (
            ties.holds = 'always'
            or left_totals.total in (right_totals.total, right_totals.current_total)
            or left_totals.current_total in (right_totals.total, right_totals.current_total)
        )
),

-- the codes that either prints
final as (
    {% for side in ['left', 'right'] -%}
        select
            {{ columns_of('pairs', [
                'tie_id', 'left_measure', 'right_measure', 'document_id', 'phase',
                'left_table_key', 'right_table_key',
            ]) }},
            codes.code
        from pairs
        inner join codes on pairs.{{ side }}_table_key = codes.table_key
        {% if not loop.last -%}
            union
        {% endif -%}
    {% endfor %}
)

select * from final
