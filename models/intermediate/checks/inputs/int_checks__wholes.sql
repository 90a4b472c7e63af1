-- The wholes of shares that only a table prints: the place of the thing that a share names, as the
-- seed text_ties has it. Of several tables of one type the first counts.
-- Grain: one row per share with such a place.
with

placed as (
    select
        linked.statement_id, linked.document_id, {{ figure_of('places') }},
        row_number() over (
            partition by linked.statement_id
            order by text_ties.priority, places.table_index, places.figure_id
        ) as choice
    from {{ ref('int_statements__linked') }} as linked
    inner join {{ ref('int_statements__resolved') }} as statements
        on linked.statement_id = statements.statement_id
    inner join {{ ref('text_ties') }} as text_ties
        on
            linked.whole_item_type = text_ties.item_type
            and linked.whole_item = text_ties.item
            and coalesce(text_ties.said_of_side, linked.whole_side) = linked.whole_side
            and coalesce(text_ties.scope, linked.whole_scope) = linked.whole_scope
            and coalesce(text_ties.stage, statements.document_stage) = statements.document_stage
    inner join {{ ref('int_checks__places') }} as places
        on
            linked.document_id = places.document_id
            and statements.phase = places.phase
            and text_ties.table_type = places.table_type
            and text_ties.table_side = places.side
            and text_ties.line_key = places.place
            and text_ties.measure = places.measure
    where
        linked.whole_statement_id is null and statements.fiscal_year = statements.document_year
        and text_ties.subject_pattern is null and text_ties.heading_pattern is null
        and places.place_kind = 'line'
),

final as (
    select statement_id, document_id, figure_id, value, low, high from placed
    where choice = 1
)

select * from final
