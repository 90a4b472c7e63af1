-- An item of a unit in two years running, in one phase and scope: how it changed, computed from
-- both amounts and as the text prints it. Where the earlier amount is itself derived from the
-- printed change the two agree by construction, and compared_basis says so. A code that moved or
-- was merged into another of its level is compared with it (int_classes__lineage), unless the unit
-- still has it; code_change says so, and compared_item which codes they were. Where codes were
-- split nothing says how much of them each successor got: it has no earlier amount of its own
-- (compared_yuan is null), and the lineage columns compare all successors with all they came from.
-- A class that codes left or joined is redrawn. reasons say what makes the two unlike, always
-- price_level, for amounts are of their year's prices; the like-for-like amounts are without what
-- was carried over and without construction.
-- Grain: one row per unit, phase, scope, item type, item and fiscal year.
with

items as (
    select
        *,
        case
            when item_type like 'functional%' then 'functional'
            when item_type like 'economic%' then 'economic'
        end as classification
    from {{ ref('cmp_item') }}
),

rates as (
    select * from {{ ref('int_rates__printed') }}
),

altered as (
    select * from {{ ref('int_classes__altered') }}
),

before as (
    select * from {{ ref('int_classes__succeeded') }}
),

after as (
    select distinct
        classification,
        change_year,
        new_code as code,
        lineage
    from {{ ref('int_classes__lineage') }}
    where is_split
),

-- lineages of which a unit still has a code that is none after: it has not changed over
not_changed as (
    select distinct
        items.unit_id,
        items.fiscal_year,
        items.phase,
        items.scope,
        items.item_type,
        before.lineage
    from items
    inner join before
        on
            items.classification = before.classification
            and items.fiscal_year = before.change_year
            and items.item = before.old_code
    where not before.remains
),

-- lineages of which a unit had a code that became another
changed as (
    select distinct
        items.unit_id,
        before.change_year as fiscal_year,
        items.phase,
        items.scope,
        items.item_type,
        before.lineage
    from items
    inner join before
        on
            items.classification = before.classification
            and items.fiscal_year + 1 = before.change_year
            and items.item = before.old_code
    left join not_changed
        on
            {{ same_items('items', 'not_changed') }}
            and before.change_year = not_changed.fiscal_year
            and before.lineage = not_changed.lineage
    where before.kind is not null and not_changed.lineage is null
),

-- what an item is compared as: a split lineage, a successor, or itself
keyed_later as (
    select
        items.*,
        changed.lineage
    from items
    left join after
        on
            items.classification = after.classification
            and items.fiscal_year = after.change_year
            and items.item = after.code
    left join changed
        on
            {{ same_items('items', 'changed') }}
            and items.fiscal_year = changed.fiscal_year
            and after.lineage = changed.lineage
),

keyed_earlier as (
    select
        items.*,
        case when before.is_split then changed.lineage end as lineage,
        case when changed.lineage is not null then before.new_code end as new_code,
        case when changed.lineage is not null then before.kind end as kind
    from items
    left join before
        on
            items.classification = before.classification
            and items.fiscal_year + 1 = before.change_year
            and items.item = before.old_code
    left join changed
        on
            {{ same_items('items', 'changed') }}
            and items.fiscal_year + 1 = changed.fiscal_year
            and before.lineage = changed.lineage
),

-- codes that merge, or that are split together, are one amount of one coverage
earlier_years as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        item_type,
        lineage,
        case when lineage is null then coalesce(new_code, item) end as item,
        {{ joined_text('item') }} as compared_item,
        case when lineage is null then min(kind) else 'split' end as kind,
        sum(amount_yuan) as amount_yuan,
        case when count(amount_low_yuan) > 0 then sum(coalesce(amount_low_yuan, amount_yuan)) end
            as low_yuan,
        case when count(amount_low_yuan) > 0 then sum(coalesce(amount_high_yuan, amount_yuan)) end
            as high_yuan,
        min(basis) as basis,
        max(coverage) as coverage,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        sum(carryover_yuan) as carryover_yuan,
        sum(construction_yuan) as construction_yuan,
        case when count(*) = count(comparable_amount_yuan) then sum(comparable_amount_yuan) end
            as comparable_amount_yuan,
        max(document_id) as document_id
    from keyed_earlier
    group by
        unit_id, fiscal_year, phase, scope, item_type, lineage,
        case when lineage is null then coalesce(new_code, item) end
),

later_lineages as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        item_type,
        lineage,
        {{ joined_text('item') }} as lineage_items,
        sum(amount_yuan) as amount_yuan
    from keyed_later
    where lineage is not null
    group by unit_id, fiscal_year, phase, scope, item_type, lineage
),

-- an amount of one side is null where only the whole lineage has it
paired as (
    select
        later.*,
        earlier.fiscal_year as compared_year,
        earlier.compared_item,
        coalesce(earlier.kind, altered.kind) as code_change,
        case when later.lineage is null then earlier.amount_yuan end as compared_yuan,
        case when later.lineage is null then earlier.low_yuan end as compared_low_yuan,
        case when later.lineage is null then earlier.high_yuan end as compared_high_yuan,
        earlier.basis as compared_basis,
        earlier.coverage as compared_coverage,
        {{ unlike_amounts('later', 'earlier') }} as unlike_reasons,
        -- what was carried over may be told of one year and be in the amount of the other
        coalesce(later.carryover_yuan, earlier.carryover_yuan, 0) = 0
        or later.carryover_yuan + earlier.carryover_yuan is not null as is_like,
        {{ known_whole('later.amount_yuan', 'later.item_type', 'later.coverage') }}
        - case
            when later.lineage is null
                then
                    {{ known_whole('earlier.amount_yuan', 'later.item_type', 'earlier.coverage') }}
        end as change_yuan,
        case when later.lineage is null then later.comparable_amount_yuan end as comparable_yuan,
        case when later.lineage is null then earlier.comparable_amount_yuan end
            as compared_comparable_yuan,
        earlier.document_id as compared_document_id,
        later_lineages.lineage_items,
        later_lineages.amount_yuan as lineage_yuan,
        case when later.lineage is not null then earlier.amount_yuan end as lineage_compared_yuan
    from keyed_later as later
    inner join earlier_years as earlier
        on
            {{ same_items('later', 'earlier') }}
            and later.fiscal_year = earlier.fiscal_year + 1
            and coalesce(later.lineage, later.item) = coalesce(earlier.lineage, earlier.item)
            and (later.lineage is null) = (earlier.lineage is null)
    left join later_lineages
        on
            {{ same_items('later', 'later_lineages') }}
            and later.fiscal_year = later_lineages.fiscal_year
            and later.lineage = later_lineages.lineage
    left join altered
        on
            later.classification = altered.classification
            and later.item = altered.code
            and later.fiscal_year = altered.change_year
),

final as (
    select
        paired.unit_id,
        paired.phase,
        paired.scope,
        paired.item_type,
        paired.item,
        paired.item_name,
        paired.fiscal_year,
        paired.compared_year,
        paired.amount_yuan,
        {{ money('paired.compared_yuan') }} as compared_yuan,
        {{ money('paired.change_yuan') }} as change_yuan,
        {{ percent('paired.change_yuan', 'paired.compared_yuan') }} as change_rate,
        changes.amount_yuan as change_printed_yuan,
        change_rates.value as change_rate_printed,
        paired.basis,
        paired.compared_basis,
        {{ money('paired.compared_low_yuan') }} as compared_low_yuan,
        {{ money('paired.compared_high_yuan') }} as compared_high_yuan,
        paired.coverage,
        paired.compared_coverage,
        paired.document_id,
        paired.compared_document_id,
        paired.compared_item,
        paired.code_change,
        paired.unlike_reasons
        || case when paired.code_change in ('split', 'redrawn') then 'classification ' else '' end
        || 'price_level' as reasons,
        paired.comparable_yuan,
        {{ money('paired.compared_comparable_yuan') }} as compared_comparable_yuan,
        {{ money(
            'case when paired.is_like and paired.change_yuan is not null'
            ~ ' then paired.comparable_yuan - paired.compared_comparable_yuan end'
        ) }} as comparable_change_yuan,
        {{ percent(
            'case when paired.is_like and paired.change_yuan is not null'
            ~ ' then paired.comparable_yuan - paired.compared_comparable_yuan end',
            'paired.compared_comparable_yuan',
        ) }} as comparable_change_rate,
        paired.lineage_items,
        {{ money('paired.lineage_yuan') }} as lineage_yuan,
        {{ money('paired.lineage_compared_yuan') }} as lineage_compared_yuan,
        {{ percent(
            '(paired.lineage_yuan - paired.lineage_compared_yuan)',
            'paired.lineage_compared_yuan',
        ) }} as lineage_change_rate
    from paired
    left join rates as changes
        on
            {{ same_items('paired', 'changes') }}
            and paired.fiscal_year = changes.fiscal_year
            and paired.item = changes.item
            and paired.compared_year = changes.compared_year
            and changes.metric = 'change'
    left join rates as change_rates
        on
            {{ same_items('paired', 'change_rates') }}
            and paired.fiscal_year = change_rates.fiscal_year
            and paired.item = change_rates.item
            and paired.compared_year = change_rates.compared_year
            and change_rates.metric = 'change_rate'
)

select * from final
