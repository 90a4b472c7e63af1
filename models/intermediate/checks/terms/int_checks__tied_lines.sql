-- Terms of the ties between lines of two tables (seed ties): two places show one amount. A tie is
-- looked at where both are printed. Some hold only for a unit that spends the general public budget
-- alone: what is part of the other is then all of it. What came in is what went out only where no
-- balance of another year is in the table.
-- Grain: one row per tie, phase and amount that takes part.
with

ties as (select * from {{ ref('ties') }}),

documents as (select * from {{ ref('stg_raw__documents') }}),

places as (
    select * from {{ ref('int_checks__places') }}
    where place_kind = 'line'
),

totals as (
    select
        document_id, phase, table_index, place,
        min(table_type) as table_type, min(rank_in_type) as rank_in_type, sum(value) as value
    from places
    where side = 'expenditure' and measure = 'total' and place in ('total', 'current_expenditure')
    group by document_id, phase, table_index, place
),

-- the tables of which a condition is true. A table whose total is that of the general public budget
-- has nothing else in it
conditions as (
    select 'general_only' as holds, totals.document_id, totals.phase, totals.table_index
    from totals
    inner join totals as general
        on
            {{ same('totals', 'general', ['document_id', 'phase', 'value']) }}
            and general.table_type = 'general_budget_expenditure'
            and general.rank_in_type = 1
    union
    select 'nothing_carried' as holds, document_id, phase, table_index
    from {{ ref('int_totals__carried') }}
),

ends as (
    {% for side, role in {'left': 'printed', 'right': 'part'}.items() -%}
        select
            ties.tie_id, ties.holds, ties.stage, '{{ role }}' as term_role, places.*
        from ties
        inner join places
            on
                ties.{{ side }}_table_type = places.table_type
                and ties.{{ side }}_line = places.place
                and ties.{{ side }}_measure = places.measure
                and coalesce(ties.{{ side }}_side, places.side) = places.side
                and case
                    when '{{ side }}' = 'right' or ties.left_scope is null
                        then places.rank_in_type = 1
                    else ties.left_scope = places.scope
                end
        where ties.used_to <> 'place'
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

-- what a condition asks of the left table: that it is true, or that it is not
staged as (
    select
        ends.*,
        {{ narrow_key(['ends.document_id', 'ends.phase', 'ends.tie_id']) }} as tied_key,
        '' as code,
        ends.phase || ' ' || ends.tie_id as place_key
    from ends
    inner join documents on ends.document_id = documents.document_id
    left join conditions
        on {{ same('ends', 'conditions', ['document_id', 'phase', 'table_index', 'holds']) }}
    where
        coalesce(ends.stage, documents.stage) = documents.stage
        and (
            ends.term_role = 'part'
            or case ends.holds
                when 'general_only' then conditions.document_id is not null
                when 'nothing_carried' then conditions.document_id is null
                else true
            end
        )
),

{{ tied_at_first('staged', both_sides=true) }}

select * from final
