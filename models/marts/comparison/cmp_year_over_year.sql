-- An item of a unit in two years running, in one phase and scope: how it changed, computed from
-- both amounts and as the text prints it. Where the earlier amount is itself derived from the
-- printed change the two agree by construction, and compared_basis says so.
-- Grain: one row per unit, phase, scope, item type, item and fiscal year.
with

items as (
    select * from {{ ref('cmp_item') }}
),

rates as (
    select * from {{ ref('int_rates__printed') }}
),

final as (
    select
        later.unit_id,
        later.phase,
        later.scope,
        later.item_type,
        later.item,
        later.item_name,
        later.fiscal_year,
        earlier.fiscal_year as compared_year,
        later.amount_yuan,
        earlier.amount_yuan as compared_yuan,
        {{ money('later.amount_yuan - earlier.amount_yuan') }} as change_yuan,
        {{ percent('(later.amount_yuan - earlier.amount_yuan)', 'earlier.amount_yuan') }}
            as change_rate,
        changes.amount_yuan as change_printed_yuan,
        change_rates.value as change_rate_printed,
        later.basis,
        earlier.basis as compared_basis,
        earlier.amount_low_yuan as compared_low_yuan,
        earlier.amount_high_yuan as compared_high_yuan,
        later.coverage,
        earlier.coverage as compared_coverage,
        later.document_id,
        earlier.document_id as compared_document_id
    from items as later
    inner join items as earlier
        on
            later.unit_id = earlier.unit_id
            and later.phase = earlier.phase
            and later.scope = earlier.scope
            and later.item_type = earlier.item_type
            and later.item = earlier.item
            and later.fiscal_year = earlier.fiscal_year + 1
    left join rates as changes
        on
            later.unit_id = changes.unit_id
            and later.fiscal_year = changes.fiscal_year
            and later.phase = changes.phase
            and later.scope = changes.scope
            and later.item_type = changes.item_type
            and later.item = changes.item
            and earlier.fiscal_year = changes.compared_year
            and changes.metric = 'change'
    left join rates as change_rates
        on
            later.unit_id = change_rates.unit_id
            and later.fiscal_year = change_rates.fiscal_year
            and later.phase = change_rates.phase
            and later.scope = change_rates.scope
            and later.item_type = change_rates.item_type
            and later.item = change_rates.item
            and earlier.fiscal_year = change_rates.compared_year
            and change_rates.metric = 'change_rate'
)

select * from final
