-- The places of tables that a statement of the text should repeat (seed text_ties): of the places
-- named for what the statement is of, those of the best priority that the document prints. Of
-- several tables of one type the one of the statement's scope counts, else the first.
-- Grain: one row per statement, tie and amount behind the place.
with

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where
        metric = 'amount' and bound = 'exact' and amount_yuan is not null
        and fiscal_year = document_year
),

text_ties as (
    select * from {{ ref('text_ties') }}
),

-- whether a table is of another scope than its type: one of all appropriations in the place of one
-- of the general public budget
places as (
    select
        places.*,
        coalesce(places.scope <> table_roles.fact_scope, false) as is_of_other_scope
    from {{ ref('int_checks__places') }} as places
    left join {{ ref('table_roles') }} as table_roles
        on
            places.table_type = table_roles.table_type
            and places.side = table_roles.side
),

-- a star stands for what the statement is of: a source, a closing item, a class
wanted as (
    select
        statements.statement_id,
        statements.document_id,
        statements.phase,
        statements.scope,
        text_ties.scope as tied_scope,
        text_ties.tie_id,
        text_ties.table_type,
        text_ties.table_side,
        case when text_ties.line_key = '*' then statements.item else text_ties.line_key end
            as line_key,
        case when statements.item_type = 'functional_expenditure' then 'code' else 'line' end
            as place_kind,
        text_ties.measure,
        text_ties.priority
    from statements
    inner join text_ties
        on
            coalesce(statements.item_type, '') = coalesce(text_ties.item_type, '')
            and coalesce(text_ties.item, '') in ('*', coalesce(statements.item, ''))
            and coalesce(text_ties.said_of_side, statements.side, '')
            = coalesce(statements.side, '')
            and coalesce(text_ties.stage, statements.document_stage) = statements.document_stage
    where
        case
            when text_ties.scope is not null
                then coalesce(statements.scope = text_ties.scope, false)
            -- the head of a table of performance names no scope, and that of the text is not it
            when text_ties.item_type = 'total_measure' then statements.scope is null
            else true
        end
        and statements.subject like coalesce(text_ties.subject_pattern, '%')
        and coalesce(statements.heading, '') like coalesce(text_ties.heading_pattern, '%')
),

placed as (
    select
        wanted.*,
        places.table_index,
        places.code,
        places.label,
        places.figure_id,
        places.value,
        places.low,
        places.high,
        min(wanted.priority) over (partition by wanted.statement_id) as best_priority,
        dense_rank() over (
            partition by wanted.statement_id, wanted.tie_id
            order by
                case when places.scope = wanted.scope then 0 else 1 end,
                places.table_index
        ) as rank_of_table
    from wanted
    inner join places
        on
            wanted.document_id = places.document_id
            and wanted.phase = places.phase
            and wanted.table_type = places.table_type
            and wanted.table_side = places.side
            and wanted.line_key = places.line_key
            and wanted.place_kind = places.place_kind
            and wanted.measure = places.measure
            and not coalesce(
                wanted.tied_scope = 'general_public_budget'
                and places.is_of_other_scope,
                false
            )
),

final as (
    select
        statement_id,
        tie_id,
        document_id,
        phase,
        table_type,
        table_index,
        code,
        label,
        measure,
        figure_id,
        value,
        low,
        high
    from placed
    where priority = best_priority and rank_of_table = 1
)

select * from final
