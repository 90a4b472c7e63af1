-- The wholes of shares that only a table prints: the place of the thing that a share names, as the
-- seed text_ties has it. Of several tables of one type the first counts.
-- Grain: one row per share with such a place.
with

linked as (
    select * from {{ ref('int_statements__linked') }}
    where whole_statement_id is null and whole_item is not null
),

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where fiscal_year = document_year
),

text_ties as (
    select * from {{ ref('text_ties') }}
    where subject_pattern is null and heading_pattern is null and line_key <> '*'
),

places as (
    select * from {{ ref('int_checks__places') }}
    where place_kind = 'line'
),

placed as (
    select
        linked.statement_id,
        linked.document_id,
        {{ figure_of('places') }},
        row_number() over (
            partition by linked.statement_id
            order by text_ties.priority, places.table_index, places.figure_id
        ) as choice
    from linked
    inner join statements on linked.statement_id = statements.statement_id
    inner join text_ties
        on
            linked.whole_item_type = text_ties.item_type
            and linked.whole_item = text_ties.item
            and coalesce(text_ties.said_of_side, linked.whole_side) = linked.whole_side
            and coalesce(text_ties.scope, linked.whole_scope) = linked.whole_scope
            and coalesce(text_ties.stage, statements.document_stage) = statements.document_stage
    inner join places
        on
            linked.document_id = places.document_id
            and statements.phase = places.phase
            and text_ties.table_type = places.table_type
            and text_ties.table_side = places.side
            and text_ties.line_key = places.place
            and text_ties.measure = places.measure
),

final as (
    select
        statement_id,
        document_id,
        figure_id,
        value,
        low,
        high
    from placed
    where choice = 1
)

select * from final
