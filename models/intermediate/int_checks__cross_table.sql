-- Terms of the ties between tables of a document (seeds table_ties, line_ties, code_ties): two
-- places show one amount. A tie of codes runs over every code that either table prints; a table
-- that prints only finer codes has their sum, one that prints only a coarser one without finer
-- says nothing, and one that prints the branch and not the code has a blank. Some ties hold only
-- for a unit whose two tables have one total: what is part of the other is then all of it.
-- Grain: one row per tie, place and amount that takes part.
with

places as (
    select * from {{ ref('int_checks__places') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

tables as (
    select distinct
        document_id,
        table_type,
        side,
        phase,
        -- of several tables of one type, the first
        min(table_index) over (partition by document_id, table_type, side, phase) as table_index
    from places
),

first_places as (
    select places.*
    from places
    inner join tables
        on
            places.document_id = tables.document_id
            and places.table_type = tables.table_type
            and places.side = tables.side
            and places.phase = tables.phase
            and places.table_index = tables.table_index
),

line_ties as (
    select
        tie_id,
        left_table_type,
        left_side,
        left_line,
        left_measure,
        right_table_type,
        right_side,
        right_line,
        right_measure,
        stage as at_stage
    from {{ ref('line_ties') }}
    union all
    select
        tie_id,
        left_table_type,
        cast(null as {{ dbt.type_string() }}) as left_side,
        left_line,
        left_measure,
        right_table_type,
        cast(null as {{ dbt.type_string() }}) as right_side,
        right_line,
        right_measure,
        cast(null as {{ dbt.type_string() }}) as at_stage
    from {{ ref('table_ties') }}
),

-- both ends of a tie of lines; it is looked at where both are printed
ends as (
    select
        line_ties.tie_id,
        'printed' as term_role,
        line_ties.at_stage,
        first_places.*
    from line_ties
    inner join first_places
        on
            line_ties.left_table_type = first_places.table_type
            and line_ties.left_line = first_places.line_key
            and line_ties.left_measure = first_places.measure
            and coalesce(line_ties.left_side, first_places.side) = first_places.side
    where first_places.place_kind = 'line'
    union all
    select
        line_ties.tie_id,
        'part' as term_role,
        line_ties.at_stage,
        first_places.*
    from line_ties
    inner join first_places
        on
            line_ties.right_table_type = first_places.table_type
            and line_ties.right_line = first_places.line_key
            and line_ties.right_measure = first_places.measure
            and coalesce(line_ties.right_side, first_places.side) = first_places.side
    where first_places.place_kind = 'line'
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

expenditure_tables as (
    select * from tables
    where side = 'expenditure'
),

measures_of_tables as (
    select distinct
        document_id,
        table_index,
        phase,
        measure
    from first_places
),

-- the grand total of a table in a measure, to see whether a conditional tie holds
table_totals as (
    select
        document_id,
        table_index,
        phase,
        measure,
        sum(value) as value
    from first_places
    where
        side = 'expenditure' and place_kind = 'line'
        and line_key in ('total', 'current_expenditure')
    group by document_id, table_index, phase, measure, line_key
),

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
    inner join expenditure_tables as left_tables
        on code_ties.left_table_type = left_tables.table_type
    inner join expenditure_tables as right_tables
        on
            code_ties.right_table_type = right_tables.table_type
            and left_tables.document_id = right_tables.document_id
            and left_tables.phase = right_tables.phase
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

code_lines as (
    select distinct
        document_id,
        table_index,
        phase,
        line_key as code,
        is_finest_code
    from first_places
    where place_kind = 'code' and side = 'expenditure'
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

-- the lines of either table on the branch of a wanted code
sides as (
    select
        tie_id,
        document_id,
        phase,
        code,
        left_index as table_index,
        left_measure as measure,
        'printed' as term_role
    from wanted
    union all
    select
        tie_id,
        document_id,
        phase,
        code,
        right_index as table_index,
        right_measure as measure,
        'part' as term_role
    from wanted
),

branches as (
    select
        sides.*,
        code_lines.code as line_code,
        code_lines.is_finest_code,
        max(case when code_lines.code = sides.code then 1 else 0 end) over (
            partition by sides.tie_id, sides.document_id, sides.phase, sides.code, sides.term_role
        ) as has_line,
        max(case when length(code_lines.code) > length(sides.code) then 1 else 0 end) over (
            partition by sides.tie_id, sides.document_id, sides.phase, sides.code, sides.term_role
        ) as has_finer,
        max(
            case
                when length(code_lines.code) < length(sides.code) and code_lines.is_finest_code
                    then 1
                else 0
            end
        ) over (
            partition by sides.tie_id, sides.document_id, sides.phase, sides.code, sides.term_role
        ) as has_only_coarser
    from sides
    left join code_lines
        on
            sides.document_id = code_lines.document_id
            and sides.phase = code_lines.phase
            and sides.table_index = code_lines.table_index
            and (
                {{ is_prefix('sides.code', 'code_lines.code') }}
                or {{ is_prefix('code_lines.code', 'sides.code') }}
            )
),

comparable as (
    select
        tie_id,
        document_id,
        phase,
        code
    from branches
    group by tie_id, document_id, phase, code
    having
        sum(case when has_line = 0 and has_finer = 0 and has_only_coarser = 1 then 1 else 0 end)
        = 0
),

code_terms as (
    select
        branches.tie_id,
        branches.code as tied_code,
        branches.term_role,
        first_places.*
    from branches
    inner join comparable
        on
            branches.tie_id = comparable.tie_id
            and branches.document_id = comparable.document_id
            and branches.phase = comparable.phase
            and branches.code = comparable.code
    inner join first_places
        on
            branches.document_id = first_places.document_id
            and branches.phase = first_places.phase
            and branches.table_index = first_places.table_index
            and branches.line_code = first_places.line_key
            and branches.measure = first_places.measure
            and first_places.place_kind = 'code'
            and first_places.side = 'expenditure'
    where
        branches.line_code = branches.code
        or branches.has_line = 0
        and branches.is_finest_code
        and length(branches.line_code) > length(branches.code)
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

final as (
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
)

select * from final
