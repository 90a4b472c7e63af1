-- The places of tables that a statement of the text should repeat (seed text_ties), and those of
-- the budget that a change of the same year is said to be from: of the places named for what the
-- statement is of, those of the best priority that the document prints. Of several tables of one
-- type the one of the statement's scope counts, else the first. Appropriations are those of the
-- general public budget only where no other fund has an amount.
-- Grain: one row per statement, tie and amount behind the place.
with

statements as (
    select
        *, metric = 'change' as is_compared,
        case metric when 'change' then compared_phase else phase end as phase_of_table
    from {{ ref('int_statements__resolved') }}
    where
        bound = 'exact' and amount_yuan is not null and fiscal_year = document_year
        and (metric = 'amount' or metric = 'change' and compared_year = fiscal_year)
),

-- whether a table is of another scope than its type: one of all appropriations in the place of one
-- of the general public budget
places as (
    select
        places.*,
        coalesce(places.scope <> table_roles.fact_scope, false) as is_of_other_scope
    from {{ ref('int_checks__places') }} as places
    left join {{ ref('table_roles') }} as table_roles
        on {{ same('places', 'table_roles', ['table_type', 'side']) }}
),

other_funds as (
    select distinct document_id from places
    where
        table_type in ('government_fund_expenditure', 'state_capital_expenditure')
        and value <> 0
),

-- a star stands for what the statement is of: a source, a closing item, a class
placed as (
    select
        statements.statement_id, statements.document_id, statements.is_compared,
        text_ties.tie_id, text_ties.measure, text_ties.priority,
        places.table_index, {{ figure_of('places') }},
        min(text_ties.priority) over (partition by statements.statement_id) as best_priority,
        dense_rank() over (
            partition by statements.statement_id, text_ties.tie_id
            order by
                case when places.scope = statements.scope then 0 else 1 end, places.table_index
        ) as rank_of_table
    from statements
    inner join {{ ref('text_ties') }} as text_ties
        on
            coalesce(statements.item_type, '') = coalesce(text_ties.item_type, '')
            and coalesce(text_ties.item, '') in ('*', coalesce(statements.item, ''))
            and coalesce(text_ties.said_of_side, statements.side, '')
            = coalesce(statements.side, '')
            and coalesce(text_ties.stage, statements.document_stage) = statements.document_stage
            and statements.subject like coalesce(text_ties.subject_pattern, '%')
            and coalesce(statements.heading, '') like coalesce(text_ties.heading_pattern, '%')
    inner join places
        on
            statements.document_id = places.document_id
            and statements.phase_of_table = places.phase
            and text_ties.table_type = places.table_type
            and text_ties.table_side = places.side
            and text_ties.measure = places.measure
            and case when text_ties.line_key = '*' then statements.item else text_ties.line_key end
            = places.place
            and case
                when statements.item_type = 'functional_expenditure' then 'code' else 'line'
            end
            = places.place_kind
    left join other_funds on statements.document_id = other_funds.document_id
    where
        case
            when text_ties.scope is not null then statements.scope = text_ties.scope
            -- the head of a table of performance names no scope, and that of the text is not it
            when text_ties.item_type = 'total_measure' then statements.scope is null
            else true
        end
        and not (
            coalesce(text_ties.scope = 'general_public_budget', false) and places.is_of_other_scope
        )
        and not (
            coalesce(text_ties.scope = 'fiscal_appropriation', false)
            and places.table_type
            in ('general_budget_expenditure', 'general_budget_basic_expenditure')
            and not places.is_of_other_scope
            and other_funds.document_id is not null
        )
),

final as (
    select
        statement_id, document_id, is_compared, tie_id, measure, table_index, figure_id, value, low,
        high
    from placed
    where priority = best_priority and rank_of_table = 1
)

select * from final
