-- Terms of the ties between lines of two tables (seed ties): two places show one amount. A tie is
-- looked at where both are printed. Some hold only for a unit that spends the general public budget
-- alone: what is part of the other is then all of it. What came in is what went out only where no
-- balance of another year is in the table.
-- Grain: one row per tie, phase and amount that takes part.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

ties as (
    select * from {{ ref('ties') }}
    where used_to <> 'place' and left_line <> '*'
),

places as (
    select * from {{ ref('int_checks__places') }}
    where place_kind = 'line'
),

totals as (
    select
        document_id,
        phase,
        table_index,
        place,
        min(table_type) as table_type,
        min(rank_in_type) as rank_in_type,
        sum(value) as value
    from places
    where
        side = 'expenditure' and measure = 'total' and place in ('total', 'current_expenditure')
    group by document_id, phase, table_index, place
),

-- a table whose total is that of the general public budget has nothing else in it
general_only as (
    select distinct
        {{ columns_of('totals', ['document_id', 'phase', 'table_index']) }}
    from totals
    inner join totals as general
        on
            {{ same('totals', 'general', ['document_id', 'phase', 'value']) }}
            and general.table_type = 'general_budget_expenditure'
            and general.rank_in_type = 1
),

carried as (
    select distinct
        document_id,
        phase,
        table_index
    from {{ ref('int_totals__carried') }}
),

ends as (
    select
        ties.tie_id,
        ties.stage,
        'printed' as term_role,
        places.*
    from ties
    inner join places
        on
            ties.left_table_type = places.table_type
            and ties.left_line = places.place
            and ties.left_measure = places.measure
            and coalesce(ties.left_side, places.side) = places.side
            and case
                when ties.left_scope is null then places.rank_in_type = 1
                else ties.left_scope = places.scope
            end
    left join general_only
        on {{ same('places', 'general_only', ['document_id', 'phase', 'table_index']) }}
    left join carried
        on {{ same('places', 'carried', ['document_id', 'phase', 'table_index']) }}
    where
        case ties.holds
            when 'general_only' then general_only.document_id is not null
            when 'nothing_carried' then carried.document_id is null
            else true
        end
    union all
    select
        ties.tie_id,
        ties.stage,
        'part' as term_role,
        places.*
    from ties
    inner join places
        on
            ties.right_table_type = places.table_type
            and ties.right_line = places.place
            and ties.right_measure = places.measure
            and coalesce(ties.right_side, places.side) = places.side
            and places.rank_in_type = 1
),

staged as (
    select
        ends.*,
        {{ narrow_key(['ends.document_id', 'ends.phase', 'ends.tie_id']) }} as tied_key
    from ends
    inner join documents on ends.document_id = documents.document_id
    where coalesce(ends.stage, documents.stage) = documents.stage
),

heads as (
    select
        tied_key,
        {{ first_of(['line_key', 'measure', 'line']) }}
    from staged
    group by tied_key
    having min(term_role) <> max(term_role)
),

final as (
    select
        staged.tie_id as rule_id,
        'cross_table' as check_class,
        staged.document_id,
        heads.line_key as head_key,
        staged.phase || ' ' || staged.tie_id as place_key,
        '' as code,
        heads.measure,
        heads.line,
        staged.term_role,
        {{ figure_of('staged') }}
    from staged
    inner join heads on staged.tied_key = heads.tied_key
)

select * from final
