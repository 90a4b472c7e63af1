-- Terms of the ties between two tables over every code that either prints (seed ties, line *). A
-- table that prints only finer codes has their sum; one that prints only a coarser one without
-- finer, or no codes at all, says nothing; one that prints the branch and not the code has a blank.
-- Some ties hold only for a unit whose two tables have one total. A tie of a type with itself is of
-- its second table with the first.
-- Grain: one row per tie, phase, code and amount that takes part.
with

ties as (select * from {{ ref('ties') }}),

places as (
    select * from {{ ref('int_checks__places') }}
    where side = 'expenditure' or table_type = 'revenue_statement'
),

codes as (
    select distinct
        {{ columns_of('places', [
            'table_key', 'document_id', 'phase', 'table_type', 'rank_in_type', 'is_finest_code',
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
        lefts.table_key as left_key, rights.table_key as right_key
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

-- the codes that either prints; the key is that of the code in each of the two tables
wanted as (
    {% for side in ['left', 'right'] -%}
        select
            pairs.*, codes.code,
            {{ narrow_key(['pairs.left_key', 'codes.code']) }} as left_branch,
            {{ narrow_key(['pairs.right_key', 'codes.code']) }} as right_branch
        from pairs
        inner join codes on pairs.{{ side }}_key = codes.table_key
        {% if not loop.last -%}
            union
        {% endif -%}
    {% endfor %}
),

-- what a table has on the branch of a code is the same for every tie and measure
codes_of_tables as (
    select left_branch as branch_key, left_key as table_key, code from wanted
    union
    select right_branch as branch_key, right_key as table_key, code from wanted
),

-- a code that the table prints stands for itself; of another, what stands on its branch
lacking as (
    select codes_of_tables.*
    from codes_of_tables
    left join codes on {{ same('codes_of_tables', 'codes', ['table_key', 'code']) }}
    where codes.code is null
),

branches as (
    select lacking.*, codes.code as line_code, codes.is_finest_code
    from lacking
    left join codes
        on
            lacking.table_key = codes.table_key
            and substr(lacking.code, 1, 3) = substr(codes.code, 1, 3)
            and (
                {{ is_prefix('lacking.code', 'codes.code') }}
                or {{ is_prefix('codes.code', 'lacking.code') }}
            )
),

silent as (
    select branch_key from branches
    group by branch_key
    having
        max(case when length(line_code) < length(code) and is_finest_code then 1 else 0 end)
        > max(case when length(line_code) >= length(code) then 1 else 0 end)
),

-- the lines that give a table's amount of a code: its own, or else the finest under it
standing as (
    select codes_of_tables.branch_key, codes.table_key, codes.code as line_code
    from codes_of_tables
    inner join codes on {{ same('codes_of_tables', 'codes', ['table_key', 'code']) }}
    union all
    select branch_key, table_key, line_code from branches
    where is_finest_code and length(line_code) > length(code)
),

comparable as (
    select * from wanted
    where
        left_branch not in (select silent.branch_key from silent)
        and right_branch not in (select silent.branch_key from silent)
),

-- one key for all that says which amount it is: joined by its parts, a plan may begin with the
-- measure, which nearly all amounts share
given as (
    select
        {{ narrow_key(['places.table_key', 'places.place', 'places.measure']) }} as given_key,
        {{ columns_of('places', ['measure', 'line_key', 'line']) }}, {{ figure_of('places') }}
    from places
    where places.place_kind = 'code'
),

found as (
    {% for side, role in {'left': 'printed', 'right': 'part'}.items() -%}
        select
            {{ narrow_key(['comparable.tie_id', 'comparable.left_branch']) }} as tied_key,
            comparable.tie_id, comparable.document_id, comparable.code,
            comparable.phase || ' ' || comparable.tie_id || ' ' || comparable.code as place_key,
            '{{ role }}' as term_role,
            given.measure, given.line_key, given.line, {{ figure_of('given') }}
        from comparable
        inner join standing on comparable.{{ side }}_branch = standing.branch_key
        inner join given
            on
                {{ narrow_key([
                    'standing.table_key', 'standing.line_code', 'comparable.' ~ side ~ '_measure',
                ]) }} = given.given_key
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

{{ tied_at_first('found') }}

select * from final
