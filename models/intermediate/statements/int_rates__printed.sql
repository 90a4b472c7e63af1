-- The changes and rates that the text prints, under the item that the comparisons name. Of several
-- statements of one the finest counts, then the first.
-- Grain: one row per unit, fiscal year, phase, scope, item type, item, metric, whole and compared
-- year.
with

resolved as (
    select * from {{ ref('int_statements__resolved') }}
),

-- a change of all expenditure is one of the year's, unless balances stand beside it
sides as (
    select
        'revenue' as side,
        'total_revenue' as total_item
    union all
    select
        'expenditure' as side,
        'total_expenditure' as total_item
    union all
    select
        'expenditure' as side,
        'current_expenditure' as total_item
),

-- sources of revenue that are totals of the unit too
measures as (
    select * from {{ ref('total_measures') }}
),

itemised as (
    select
        resolved.statement_id,
        resolved.document_id,
        resolved.unit_id,
        resolved.fiscal_year,
        resolved.phase,
        resolved.fact_scope as scope,
        resolved.metric,
        resolved.whole,
        resolved.compared_year,
        resolved.compared_phase,
        resolved.value,
        resolved.value_step,
        resolved.amount_yuan,
        resolved.statement_no,
        resolved.document_is_current,
        case
            when resolved.item_type = 'functional_expenditure'
                then
                    case length(resolved.item)
                        when 3 then 'functional_class'
                        when 5 then 'functional_section'
                        else 'functional_item'
                    end
            when resolved.item_type = 'total_measure' or resolved.item = 'unsplit'
                then 'unit_total'
            else resolved.item_type
        end as item_type,
        case
            when resolved.item_type = 'total_measure' and resolved.item = 'total'
                then sides.total_item
            when resolved.item = 'unsplit' then resolved.item_type
            else resolved.item
        end as item
    from resolved
    inner join sides on resolved.side in (sides.side, 'both')
    where
        resolved.metric in ('change', 'change_rate', 'completion_rate')
        and resolved.document_is_current
        and resolved.item is not null
        and resolved.fiscal_year is not null
        and coalesce(resolved.reason_unused, '') <> 'compared_with_unlike'
),

unioned as (
    select * from itemised
    union all
    select
        itemised.statement_id,
        itemised.document_id,
        itemised.unit_id,
        itemised.fiscal_year,
        itemised.phase,
        itemised.scope,
        itemised.metric,
        itemised.whole,
        itemised.compared_year,
        itemised.compared_phase,
        itemised.value,
        itemised.value_step,
        itemised.amount_yuan,
        itemised.statement_no,
        itemised.document_is_current,
        'unit_total' as item_type,
        measures.measure as item
    from itemised
    inner join measures on itemised.item = measures.line_code
    where itemised.item_type = 'revenue_source'
),

ranked as (
    select
        *,
        row_number() over (
            partition by
                unit_id, fiscal_year, phase, scope, item_type, item, metric, whole, compared_year
            order by value_step asc, document_id desc, statement_no asc
        ) as choice
    from unioned
),

final as (
    select
        statement_id,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item_type,
        item,
        metric,
        whole,
        compared_year,
        compared_phase,
        value,
        value_step,
        amount_yuan
    from ranked
    where choice = 1
)

select * from final
