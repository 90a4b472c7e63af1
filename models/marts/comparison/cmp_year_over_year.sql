-- An item of a unit in two years running, in one phase and scope: how it changed, computed from
-- both amounts and as the text prints it. Where the earlier amount is itself derived from the
-- printed change the two agree by construction, and compared_basis says so. A functional code that
-- moved or was merged into another of its level is compared with it (functional_code_changes),
-- unless the unit still has it; code_change says so, and compared_item which codes they were.
-- reasons say what makes the two unlike: carryover, one_off_capital, precision, coverage, and
-- always price_level, for amounts are of their year's prices; the like-for-like amounts are without
-- what was carried over and without construction.
-- Grain: one row per unit, phase, scope, item type, item and fiscal year.
with

items as (
    select * from {{ ref('cmp_item') }}
),

rates as (
    select * from {{ ref('int_rates__printed') }}
),

code_changes as (
    select * from {{ ref('functional_code_changes') }}
),

-- a code with one successor of its level; where it was split nothing says how much went where
successors as (
    select
        old_code,
        change_year,
        min(new_code) as new_code,
        min(kind) as kind
    from code_changes
    where
        kind in ('moved', 'merged')
        and old_code <> new_code
        and length(old_code) = length(new_code)
    group by old_code, change_year
    having count(distinct new_code) = 1
),

renamed as (
    select
        new_code,
        change_year
    from code_changes
    where kind = 'renamed' and old_code = new_code
    group by new_code, change_year
),

coded as (
    select
        items.*,
        case
            when successors.new_code is not null and kept.item is null then successors.new_code
            else items.item
        end as item_later,
        case when kept.item is null then successors.kind end as kind
    from items
    left join successors
        on
            items.item_type like 'functional%'
            and items.item = successors.old_code
            and items.fiscal_year + 1 = successors.change_year
    left join items as kept
        on
            successors.new_code is not null
            and items.unit_id = kept.unit_id
            and items.fiscal_year + 1 = kept.fiscal_year
            and items.phase = kept.phase
            and items.scope = kept.scope
            and items.item_type = kept.item_type
            and items.item = kept.item
),

-- codes that merge are one amount of one coverage
earlier_years as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        item_type,
        item_later as item,
        {{ joined_text('item') }} as compared_item,
        min(kind) as kind,
        sum(amount_yuan) as amount_yuan,
        sum(coalesce(amount_low_yuan, amount_yuan)) as low_yuan,
        sum(coalesce(amount_high_yuan, amount_yuan)) as high_yuan,
        count(amount_low_yuan) as bounds,
        min(basis) as basis,
        max(coverage) as coverage,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        sum(carryover_yuan) as carryover_yuan,
        sum(construction_yuan) as construction_yuan,
        case when count(*) = count(comparable_amount_yuan) then sum(comparable_amount_yuan) end
            as comparable_amount_yuan,
        max(document_id) as document_id
    from coded
    group by unit_id, fiscal_year, phase, scope, item_type, item_later
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
        {{ money('earlier.amount_yuan') }} as compared_yuan,
        {{ money('later.amount_yuan - earlier.amount_yuan') }} as change_yuan,
        {{ percent('(later.amount_yuan - earlier.amount_yuan)', 'earlier.amount_yuan') }}
            as change_rate,
        changes.amount_yuan as change_printed_yuan,
        change_rates.value as change_rate_printed,
        later.basis,
        earlier.basis as compared_basis,
        case when earlier.bounds > 0 then {{ money('earlier.low_yuan') }} end as compared_low_yuan,
        case when earlier.bounds > 0 then {{ money('earlier.high_yuan') }} end
            as compared_high_yuan,
        later.coverage,
        earlier.coverage as compared_coverage,
        later.document_id,
        earlier.document_id as compared_document_id,
        earlier.compared_item,
        coalesce(
            earlier.kind,
            case when renamed.new_code is not null then 'renamed' end
        ) as code_change,
        trim(
            case
                when
                    coalesce(later.carryover_yuan, 0) <> 0
                    or coalesce(earlier.carryover_yuan, 0) <> 0 then 'carryover '
                else ''
            end
            || case
                when
                    coalesce(later.construction_yuan, 0) <> 0
                    or coalesce(earlier.construction_yuan, 0) <> 0 then 'one_off_capital '
                else ''
            end
            || case
                when
                    coalesce(later.rounding_unit_yuan, 0)
                    <> coalesce(earlier.rounding_unit_yuan, 0) then 'precision '
                else ''
            end
            || case
                when later.coverage <> 'complete' or earlier.coverage <> 'complete'
                    then 'coverage '
                else ''
            end
            || 'price_level'
        ) as reasons,
        later.comparable_amount_yuan as comparable_yuan,
        {{ money('earlier.comparable_amount_yuan') }} as compared_comparable_yuan,
        {{ money('later.comparable_amount_yuan - earlier.comparable_amount_yuan') }}
            as comparable_change_yuan,
        {{ percent(
            '(later.comparable_amount_yuan - earlier.comparable_amount_yuan)',
            'earlier.comparable_amount_yuan',
        ) }} as comparable_change_rate
    from items as later
    inner join earlier_years as earlier
        on
            later.unit_id = earlier.unit_id
            and later.phase = earlier.phase
            and later.scope = earlier.scope
            and later.item_type = earlier.item_type
            and later.item = earlier.item
            and later.fiscal_year = earlier.fiscal_year + 1
    left join renamed
        on
            later.item_type like 'functional%'
            and later.item = renamed.new_code
            and later.fiscal_year = renamed.change_year
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
