-- Terms of the ties between tables of a document (seeds table_ties, line_ties, code_ties): two
-- places show one amount. A tie of codes runs over every code that either table prints; a table
-- that prints only finer codes has their sum, one that prints only a coarser one without finer, or
-- no codes at all, says nothing, and one that prints the branch and not the code has a blank. Some
-- ties hold only for a unit whose two tables have one total, or that spends the general public
-- budget alone: what is part of the other is then all of it. What came in is what went out only
-- where no balance of another year is in the table.
-- Grain: one row per tie, place and amount that takes part.
{#- no common table: it would be held in memory with all places -#}
{%- set ranked_places -%}
    (
        select
            places.*,
            tables.rank_in_type
        from {{ ref('int_checks__places') }} as places
        inner join tables
            on
                places.document_id = tables.document_id
                and places.table_index = tables.table_index
                and places.side = tables.side
                and places.phase = tables.phase
    )
{%- endset %}
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

roles as (
    select * from {{ ref('table_roles') }}
),

-- of several tables of one type, those of the scope that the type is of come first; a table of
-- another scope alone is not the first of its type
scoped_tables as (
    select
        places.document_id,
        places.table_type,
        places.side,
        places.phase,
        places.table_index,
        max(case when places.scope = roles.fact_scope then 0 else 1 end) as is_unlike
    from {{ ref('int_checks__places') }} as places
    left join roles
        on
            places.table_type = roles.table_type
            and places.side = roles.side
    group by
        places.document_id,
        places.table_type,
        places.side,
        places.phase,
        places.table_index
),

ranked_tables as (
    select
        *,
        row_number() over (
            partition by document_id, table_type, side, phase order by is_unlike, table_index
        ) as rank_by_scope,
        min(is_unlike) over (partition by document_id, table_type, side, phase) as first_rank
    from scoped_tables
),

tables as (
    select
        *,
        rank_by_scope + first_rank as rank_in_type
    from ranked_tables
),

-- the grand total of a table in a measure, to see whether a conditional tie holds
table_totals as (
    select
        document_id,
        table_index,
        table_type,
        rank_in_type,
        phase,
        measure,
        sum(value) as value
    from {{ ranked_places }} as ranked_places
    where
        side = 'expenditure' and place_kind = 'line'
        and line_key in ('total', 'current_expenditure')
    group by document_id, table_index, table_type, rank_in_type, phase, measure, line_key
),

-- a table whose total is that of the general public budget has nothing else in it
general_only as (
    select distinct
        totals.document_id,
        totals.table_index,
        totals.phase
    from table_totals as totals
    inner join table_totals as general
        on
            totals.document_id = general.document_id
            and totals.phase = general.phase
            and totals.value = general.value
    where
        totals.measure = 'total'
        and general.measure = 'total'
        and general.table_type = 'general_budget_expenditure'
        and general.rank_in_type = 1
),

carried as (
    select distinct
        document_id,
        table_index,
        phase
    from {{ ref('int_totals__carried') }}
),

line_ties as (
    select
        tie_id,
        left_table_type,
        left_scope,
        left_side,
        left_line,
        left_measure,
        right_table_type,
        right_side,
        right_line,
        right_measure,
        stage as at_stage,
        holds
    from {{ ref('line_ties') }}
    union all
    select
        tie_id,
        left_table_type,
        cast(null as {{ dbt.type_string() }}) as left_scope,
        cast(null as {{ dbt.type_string() }}) as left_side,
        left_line,
        left_measure,
        right_table_type,
        cast(null as {{ dbt.type_string() }}) as right_side,
        right_line,
        right_measure,
        cast(null as {{ dbt.type_string() }}) as at_stage,
        holds
    from {{ ref('table_ties') }}
),

-- both ends of a tie of lines; it is looked at where both are printed
ends as (
    select
        line_ties.tie_id,
        'printed' as term_role,
        line_ties.at_stage,
        ranked_places.*
    from line_ties
    inner join {{ ranked_places }} as ranked_places
        on
            line_ties.left_table_type = ranked_places.table_type
            and line_ties.left_line = ranked_places.line_key
            and line_ties.left_measure = ranked_places.measure
            and coalesce(line_ties.left_side, ranked_places.side) = ranked_places.side
            and case
                when line_ties.left_scope is null then ranked_places.rank_in_type = 1
                else line_ties.left_scope = ranked_places.scope
            end
    left join general_only
        on
            ranked_places.document_id = general_only.document_id
            and ranked_places.table_index = general_only.table_index
            and ranked_places.phase = general_only.phase
    left join carried
        on
            ranked_places.document_id = carried.document_id
            and ranked_places.table_index = carried.table_index
            and ranked_places.phase = carried.phase
    where
        ranked_places.place_kind = 'line'
        and case line_ties.holds
            when 'general_only' then general_only.document_id is not null
            when 'nothing_carried' then carried.document_id is null
            else true
        end
    union all
    select
        line_ties.tie_id,
        'part' as term_role,
        line_ties.at_stage,
        ranked_places.*
    from line_ties
    inner join {{ ranked_places }} as ranked_places
        on
            line_ties.right_table_type = ranked_places.table_type
            and line_ties.right_line = ranked_places.line_key
            and line_ties.right_measure = ranked_places.measure
            and coalesce(line_ties.right_side, ranked_places.side) = ranked_places.side
    where ranked_places.place_kind = 'line' and ranked_places.rank_in_type = 1
),

line_terms as (
    select
        ends.*,
        min(ends.term_role) over (partition by ends.document_id, ends.phase, ends.tie_id)
        <> max(ends.term_role) over (partition by ends.document_id, ends.phase, ends.tie_id)
            as has_both
    from ends
    inner join documents on ends.document_id = documents.document_id
    where coalesce(ends.at_stage, documents.stage) = documents.stage
),

code_ties as (
    select * from {{ ref('code_ties') }}
),

-- a table without codes says nothing of classes
code_lines as (
    select distinct
        document_id,
        table_index,
        phase,
        line_key as code,
        is_finest_code
    from {{ ranked_places }} as ranked_places
    where place_kind = 'code' and side = 'expenditure'
),

coded_tables as (
    select distinct
        tables.document_id,
        tables.table_type,
        tables.phase,
        tables.table_index,
        tables.rank_in_type
    from tables
    inner join code_lines
        on
            tables.document_id = code_lines.document_id
            and tables.table_index = code_lines.table_index
            and tables.phase = code_lines.phase
    where tables.side = 'expenditure'
),

measures_of_tables as (
    select distinct
        document_id,
        table_index,
        phase,
        measure
    from {{ ranked_places }} as ranked_places
),

-- a tie of a type with itself is of its second table with the first
pairs as (
    select
        code_ties.tie_id,
        code_ties.left_measure,
        code_ties.right_measure,
        left_tables.document_id,
        left_tables.phase,
        left_tables.table_index as left_index,
        right_tables.table_index as right_index,
        code_ties.holds,
        max(case when left_totals.value = right_totals.value then 1 else 0 end) as is_same_total
    from code_ties
    inner join coded_tables as left_tables
        on code_ties.left_table_type = left_tables.table_type
    inner join coded_tables as right_tables
        on
            code_ties.right_table_type = right_tables.table_type
            and left_tables.document_id = right_tables.document_id
            and left_tables.phase = right_tables.phase
            and right_tables.rank_in_type = 1
            and left_tables.rank_in_type
            = case when code_ties.left_table_type = code_ties.right_table_type then 2 else 1 end
    left join table_totals as left_totals
        on
            left_tables.document_id = left_totals.document_id
            and left_tables.table_index = left_totals.table_index
            and left_tables.phase = left_totals.phase
            and left_totals.measure = 'total'
    left join table_totals as right_totals
        on
            right_tables.document_id = right_totals.document_id
            and right_tables.table_index = right_totals.table_index
            and right_tables.phase = right_totals.phase
            and right_totals.measure
            = case code_ties.holds when 'same_project' then 'project' else 'total' end
    group by
        code_ties.tie_id,
        code_ties.left_measure,
        code_ties.right_measure,
        left_tables.document_id,
        left_tables.phase,
        left_tables.table_index,
        right_tables.table_index,
        code_ties.holds
),

-- a table that has no column for a measure says nothing of it
held_pairs as (
    select pairs.*
    from pairs
    inner join measures_of_tables as left_measures
        on
            pairs.document_id = left_measures.document_id
            and pairs.left_index = left_measures.table_index
            and pairs.phase = left_measures.phase
            and pairs.left_measure = left_measures.measure
    inner join measures_of_tables as right_measures
        on
            pairs.document_id = right_measures.document_id
            and pairs.right_index = right_measures.table_index
            and pairs.phase = right_measures.phase
            and pairs.right_measure = right_measures.measure
    where pairs.holds = 'always' or pairs.is_same_total = 1
),

wanted as (
    select distinct
        held_pairs.tie_id,
        held_pairs.document_id,
        held_pairs.phase,
        held_pairs.left_index,
        held_pairs.right_index,
        held_pairs.left_measure,
        held_pairs.right_measure,
        code_lines.code
    from held_pairs
    inner join code_lines
        on
            held_pairs.document_id = code_lines.document_id
            and held_pairs.phase = code_lines.phase
            and code_lines.table_index in (held_pairs.left_index, held_pairs.right_index)
),

-- what a table has on the branch of a code is the same for every tie and measure
codes_of_tables as (
    select
        document_id,
        phase,
        left_index as table_index,
        code
    from wanted
    union
    select
        document_id,
        phase,
        right_index as table_index,
        code
    from wanted
),

branches as (
    select
        codes_of_tables.*,
        code_lines.code as line_code,
        code_lines.is_finest_code
    from codes_of_tables
    left join code_lines
        on
            codes_of_tables.document_id = code_lines.document_id
            and codes_of_tables.phase = code_lines.phase
            and codes_of_tables.table_index = code_lines.table_index
            and (
                {{ is_prefix('codes_of_tables.code', 'code_lines.code') }}
                or {{ is_prefix('code_lines.code', 'codes_of_tables.code') }}
            )
),

described as (
    select
        document_id,
        phase,
        table_index,
        code,
        max(case when line_code = code then 1 else 0 end) as has_line,
        max(case when length(line_code) > length(code) then 1 else 0 end) as has_finer,
        max(case when length(line_code) < length(code) and is_finest_code then 1 else 0 end)
            as has_only_coarser
    from branches
    group by document_id, phase, table_index, code
),

-- the lines that give a table's amount of a code: its own, or else the finest under it
standing as (
    select
        branches.document_id,
        branches.phase,
        branches.table_index,
        branches.code,
        branches.line_code
    from branches
    inner join described
        on
            branches.document_id = described.document_id
            and branches.phase = described.phase
            and branches.table_index = described.table_index
            and branches.code = described.code
    where
        branches.line_code = branches.code
        or described.has_line = 0
        and branches.is_finest_code
        and length(branches.line_code) > length(branches.code)
),

comparable as (
    select wanted.*
    from wanted
    inner join described as of_left
        on
            wanted.document_id = of_left.document_id
            and wanted.phase = of_left.phase
            and wanted.left_index = of_left.table_index
            and wanted.code = of_left.code
    inner join described as of_right
        on
            wanted.document_id = of_right.document_id
            and wanted.phase = of_right.phase
            and wanted.right_index = of_right.table_index
            and wanted.code = of_right.code
    where
        (of_left.has_line = 1 or of_left.has_finer = 1 or of_left.has_only_coarser = 0)
        and (of_right.has_line = 1 or of_right.has_finer = 1 or of_right.has_only_coarser = 0)
),

sides as (
    select
        tie_id,
        document_id,
        phase,
        code,
        left_index as table_index,
        left_measure as measure,
        'printed' as term_role
    from comparable
    union all
    select
        tie_id,
        document_id,
        phase,
        code,
        right_index as table_index,
        right_measure as measure,
        'part' as term_role
    from comparable
),

code_terms as (
    select
        sides.tie_id,
        sides.code as tied_code,
        sides.term_role,
        ranked_places.*
    from sides
    inner join standing
        on
            sides.document_id = standing.document_id
            and sides.phase = standing.phase
            and sides.table_index = standing.table_index
            and sides.code = standing.code
    inner join {{ ranked_places }} as ranked_places
        on
            standing.document_id = ranked_places.document_id
            and standing.phase = ranked_places.phase
            and standing.table_index = ranked_places.table_index
            and standing.line_code = ranked_places.line_key
            and sides.measure = ranked_places.measure
            and ranked_places.place_kind = 'code'
            and ranked_places.side = 'expenditure'
),

unioned as (
    select
        tie_id,
        document_id,
        phase,
        tie_id as place_key,
        term_role,
        table_index,
        case when place_kind = 'code' then code end as code,
        label,
        measure,
        line,
        figure_id,
        value,
        low,
        high
    from line_terms
    where has_both
    union all
    select
        tie_id,
        document_id,
        phase,
        tie_id || ' ' || tied_code as place_key,
        term_role,
        table_index,
        tied_code as code,
        label,
        measure,
        line,
        figure_id,
        value,
        low,
        high
    from code_terms
),

-- a tie stands at its left place, or where that is blank at the right one
heads as (
    select
        *,
        row_number() over (
            partition by document_id, phase, place_key
            order by case term_role when 'printed' then 0 else 1 end, line, figure_id
        ) as rank_in_tie
    from unioned
),

class_terms as (
    select
        unioned.tie_id as rule_id,
        'cross_table' as check_class,
        unioned.document_id,
        unioned.phase || ' ' || unioned.place_key as place_key,
        heads.table_index,
        unioned.phase,
        heads.code,
        heads.label,
        heads.measure,
        heads.line,
        unioned.term_role,
        1 as weight,
        unioned.figure_id,
        unioned.value,
        unioned.low,
        unioned.high,
        'yuan' as value_unit
    from unioned
    inner join heads
        on
            unioned.document_id = heads.document_id
            and unioned.phase = heads.phase
            and unioned.place_key = heads.place_key
            and heads.rank_in_tie = 1
),

final as (
    select
        {{ check_id() }} as check_id,
        *
    from class_terms
)

select * from final
