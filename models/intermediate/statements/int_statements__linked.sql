-- What changes, rates and shares of the text are of, where another sentence states it: the amount
-- of the same thing under another name (收支总计 for 收支总预算), which a completion rate is of too,
-- and the whole that a share names (占本年支出合计). A change whose scope is not said is of an amount
-- that is the same in all scopes. What a sentence links itself is kept. Of several amounts the
-- nearest one before it counts.
-- Grain: one row per change, rate or share; a column is null where the text states no such amount.
with

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where source = 'narrative'
),

concepts as (
    select * from {{ ref('statement_concepts') }}
),

amounts as (
    select
        *,
        min(amount_yuan) over same_thing = max(amount_yuan) over same_thing as is_of_any_scope
    from statements
    where
        metric = 'amount'
        and bound = 'exact'
        and amount_yuan is not null
        and item is not null
        and coalesce(reason_unused, '') not in (
            'contradicted', 'contradicted_by_parts', 'contradicted_by_table'
        )
    window same_thing as (
        partition by document_id, item_type, item, side, fiscal_year, phase, project_name
    )
),

related as (
    select * from statements
    where
        metric in (
            'change', 'change_rate', 'unsigned_change', 'unsigned_rate', 'share', 'completion_rate'
        )
        and fiscal_year is not null
        and phase is not null
),

bases as (
    select
        related.statement_id,
        related.document_id,
        amounts.statement_id as amount_id,
        row_number() over (
            partition by related.statement_id
            order by
                case when amounts.statement_no < related.statement_no then 0 else 1 end,
                abs(amounts.statement_no - related.statement_no)
        ) as choice
    from related
    inner join amounts
        on
            related.document_id = amounts.document_id
            and related.item_type = amounts.item_type
            and related.item = amounts.item
            and related.fiscal_year = amounts.fiscal_year
            and related.phase = amounts.phase
            and (
                related.fact_scope = amounts.fact_scope
                or (related.fact_scope is null and amounts.is_of_any_scope)
            )
            and (related.side = amounts.side or 'both' in (related.side, amounts.side))
            and coalesce(related.project_name, '') = coalesce(amounts.project_name, '')
    where related.base_statement_id is null and related.metric <> 'share'
),

-- what a whole is: a total of all funds, else a thing of the scope that the share is in
wholes as (
    select
        related.statement_id,
        related.document_id,
        related.statement_no,
        related.fiscal_year,
        related.phase,
        concepts.concept_type as item_type,
        concepts.concept as item,
        concepts.side,
        concepts.balances,
        case
            when concepts.concept_type = 'total_measure' then coalesce(concepts.scope, 'all_funds')
            else related.scope
        end as scope,
        row_number() over (
            partition by related.statement_id
            order by length(concepts.pattern) desc, concepts.scope asc, concepts.pattern asc
        ) as choice
    from related
    inner join concepts
        on
            {{ fits('related.whole', 'concepts.pattern') }}
            and coalesce(concepts.scope, related.scope, '') = coalesce(related.scope, '')
    where related.whole_statement_id is null and related.metric = 'share'
),

stated_wholes as (
    select
        wholes.statement_id,
        amounts.statement_id as amount_id,
        row_number() over (
            partition by wholes.statement_id
            order by
                case when amounts.statement_no < wholes.statement_no then 0 else 1 end,
                abs(amounts.statement_no - wholes.statement_no)
        ) as choice
    from wholes
    inner join amounts
        on
            wholes.document_id = amounts.document_id
            and wholes.item_type = amounts.item_type
            and wholes.item = amounts.item
            and wholes.fiscal_year = amounts.fiscal_year
            and wholes.phase = amounts.phase
            and wholes.scope = amounts.fact_scope
            and (wholes.side = amounts.side or 'both' in (wholes.side, amounts.side))
            and not coalesce(wholes.balances = 'without' and amounts.contains_balances, false)
    where wholes.choice = 1
),

final as (
    select
        related.statement_id,
        related.document_id,
        coalesce(related.base_statement_id, bases.amount_id) as base_statement_id,
        coalesce(related.whole_statement_id, stated_wholes.amount_id) as whole_statement_id,
        wholes.item_type as whole_item_type,
        wholes.item as whole_item,
        wholes.side as whole_side,
        wholes.scope as whole_scope
    from related
    left join bases
        on related.statement_id = bases.statement_id and bases.choice = 1
    left join wholes
        on related.statement_id = wholes.statement_id and wholes.choice = 1
    left join stated_wholes
        on related.statement_id = stated_wholes.statement_id and stated_wholes.choice = 1
)

select * from final
