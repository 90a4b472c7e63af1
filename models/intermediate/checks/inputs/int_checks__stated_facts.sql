-- What the narrative states, each thing once: statements of the same thing are duplicates, whose
-- intervals are intersected (XBRL Calculations 1.1); the most precise of them speaks for all. The
-- forest is the tree of sums that a thing stands in; funds stand under the appropriations.
-- Grain: one row per statement; precision_rank 1 is one per document, year, phase, scope, thing
-- (type, item, side) and metric.
with

-- a class of expenses is a thing of the sum that it is listed under
stated as (
    select
        {{ columns_of('stated', [
            'figure_id', 'document_id', 'document_stage', 'statement_no', 'source', 'subject',
            'part_of', 'metric', 'fiscal_year', 'phase', 'side', 'line', 'tree_path',
            'contains_balances', 'compared_year', 'compared_phase', 'value_unit', 'value', 'step',
            'low', 'high',
        ]) }},
        case when stated.item is null then coalesce(stated.scope, 'all_funds') else stated.scope end
            as scope,
        coalesce(stated.item_type, 'economic_class') as item_type,
        coalesce(stated.item, stated.code) as item
    from {{ ref('int_checks__stated') }} as stated
    where
        stated.item is not null
        or stated.classification = 'economic' and length(stated.code) = 3
        and stated.part_of is not null
),

-- keys of the thing that is stated, of all that is compared alike, and of an amount and its changes
keyed as (
    select
        *,
        {{ narrow_key([
            'document_id', 'fiscal_year', 'phase', 'scope', 'item_type', 'item', 'part_of', 'side',
            'metric', 'compared_year', 'compared_phase', 'contains_balances',
        ]) }} as thing_key,
        {{ narrow_key([
            'document_id', 'fiscal_year', 'phase', 'scope', 'metric', 'compared_year',
        ]) }} as setting_key,
        {{ narrow_key([
            'document_id', 'fiscal_year', 'phase', 'scope', 'item_type', 'item', 'side',
        ]) }} as item_key
    from stated
    where
        source = 'narrative'
        and metric in ('amount', 'change')
        and value_unit = 'yuan'
        and item_type not in ('asset', 'score', 'whole_unit')
        and fiscal_year is not null
        and phase is not null
),

ranked as (
    select
        *,
        max(low) over (partition by thing_key) as highest_low,
        min(high) over (partition by thing_key) as lowest_high,
        row_number() over (partition by thing_key order by step, statement_no) as precision_rank,
        max(case when contains_balances then 1 else 0 end) over (partition by item_key)
            as has_balances
    from keyed
),

final as (
    select
        figure_id,
        {{ narrow_key(['figure_id']) }} as head_key,
        thing_key, setting_key, item_key, document_id, document_stage, statement_no, fiscal_year,
        phase,
        coalesce(scope, 'unsaid') as scope,
        metric, item_type, item, subject, part_of, side, line,
        case
            when item_type in ('three_public', 'procurement') then item_type
            else side
        end as forest,
        -- the balances stand beside the sources, and are none of what was raised in the year
        case when has_balances = 0 or contains_balances then tree_path end as sum_path,
        precision_rank, value,
        case when highest_low <= lowest_high then highest_low else low end as low,
        case when highest_low <= lowest_high then lowest_high else high end as high,
        low as own_low, high as own_high
    from ranked
)

select * from final
