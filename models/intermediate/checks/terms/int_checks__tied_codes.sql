-- Terms of the ties between two tables over every code that either prints. A table that prints
-- only finer codes has their sum; one that prints only a coarser one without finer says nothing;
-- one that prints the branch and not the code has a blank.
-- Grain: one row per tie, phase, code and amount that takes part.
with

places as (
    select * from {{ ref('int_checks__places') }}
    where (side = 'expenditure' or table_type = 'revenue_statement') and place_kind = 'code'
),

codes as (select distinct table_key, place as code, is_finest_code from places),

-- the key is that of the code in each of the two tables
wanted as (
    select
        tied.*,
        {{ narrow_key(['tied.left_table_key', 'tied.code']) }} as left_branch,
        {{ narrow_key(['tied.right_table_key', 'tied.code']) }} as right_branch
    from {{ ref('int_checks__codes_to_tie') }} as tied
),

-- what a table has on the branch of a code is the same for every tie and measure
codes_of_tables as (
    select left_branch as branch_key, left_table_key as table_key, code from wanted
    union
    select right_branch as branch_key, right_table_key as table_key, code from wanted
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
