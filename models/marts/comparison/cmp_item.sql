-- Everything that can be compared over years and phases in one long form, current sources only:
-- unit totals, functional classes of every level, economic classes of basic expenditure (all that
-- most forms print by economic class), revenue sources and three public categories. Not additive:
-- item types contain each other. Beside an amount stands what of it is unlike other
-- years: money carried over from the year before, and construction, as far as the document tells
-- them; comparable_amount_yuan is the amount without them, and null where they may overlap.
-- Grain: one row per unit, fiscal year, phase, scope, item type and item.
with

unit_totals as (
    select * from {{ ref('fct_unit_total') }}
    where is_best_source and amount_yuan is not null
),

functions as (
    select * from {{ ref('cmp_function_share') }}
),

economic_classes as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        economic_code,
        level,
        name,
        basic_yuan as amount_yuan,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        basis,
        coverage,
        rounding_unit_yuan,
        document_id
    from {{ ref('cmp_economic_share') }}
    where basic_yuan is not null
),

revenues as (
    select * from {{ ref('fct_revenue') }}
    where is_best_source
),

three_public as (
    select * from {{ ref('fct_three_public') }}
    where is_best_source
),

construction as (
    select * from {{ ref('int_items__construction') }}
),

carryovers as (
    select * from {{ ref('int_items__carryover') }}
),

names as (
    select * from {{ ref('codes') }}
    where vocabulary in ('unit_measure', 'revenue_source', 'three_public_category')
),

{% set text = dbt.type_string() -%}
{% set sources = [
    ('unit_totals', "'unit_total'", 'measure', 'cast(null as ' ~ text ~ ')', "'complete'"),
    ('functions', "'functional_' || level", 'functional_code', 'name', 'coverage'),
    ('economic_classes', "'economic_' || level", 'economic_code', 'name', 'coverage'),
    ('revenues', "'revenue_source'", 'revenue_source', 'cast(null as ' ~ text ~ ')', 'coverage'),
    ('three_public', "'three_public'", 'category', 'cast(null as ' ~ text ~ ')', 'coverage'),
] -%}
items as (
    {% for source, item_type, item, item_name, coverage in sources -%}
        select
            unit_id,
            fiscal_year,
            phase,
            scope,
            {{ item_type }} as item_type,
            {{ item }} as item,
            {{ item_name }} as item_name,
            amount_yuan,
            amount_low_yuan,
            amount_high_yuan,
            basis,
            {{ coverage }} as coverage,
            rounding_unit_yuan,
            document_id
        from {{ source }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

-- what was brought into a year and what it hands on, of one document, phase and scope
balances as (
    select
        document_id,
        fiscal_year,
        phase,
        scope,
        sum(case when measure in ('opening_balance', 'use_of_surplus') then amount_yuan end)
            as brought_in_yuan,
        sum(case when measure in ('closing_balance', 'surplus_distribution') then amount_yuan end)
            as handed_on_yuan
    from unit_totals
    group by document_id, fiscal_year, phase, scope
),

-- where one fund is all that the unit has, its totals are those of all funds, balances included
carried as (
    select
        unit_totals.document_id,
        unit_totals.fiscal_year,
        unit_totals.phase,
        unit_totals.measure,
        unit_totals.amount_yuan,
        max(balances.brought_in_yuan) as brought_in_yuan,
        max(balances.handed_on_yuan) as handed_on_yuan
    from unit_totals
    inner join balances
        on
            unit_totals.document_id = balances.document_id
            and unit_totals.fiscal_year = balances.fiscal_year
            and unit_totals.phase = balances.phase
            and unit_totals.scope = balances.scope
    where unit_totals.measure in ('total_revenue', 'total_expenditure', 'current_expenditure')
    group by
        unit_totals.document_id, unit_totals.fiscal_year, unit_totals.phase, unit_totals.measure,
        unit_totals.amount_yuan
),

-- where one fund has all of an item, what was carried over into it is in that fund, too
carried_items as (
    select
        items.document_id,
        items.fiscal_year,
        items.phase,
        items.item_type,
        items.item,
        items.amount_yuan,
        max(carryovers.amount_yuan) as carryover_yuan
    from items
    inner join carryovers
        on
            items.document_id = carryovers.document_id
            and items.fiscal_year = carryovers.fiscal_year
            and items.phase = carryovers.phase
            and items.scope = carryovers.scope
            and items.item = carryovers.item
    group by
        items.document_id, items.fiscal_year, items.phase, items.item_type, items.item,
        items.amount_yuan
),

-- construction is in the funds that are told of it, in all that contain them, and in one of them
-- that has all of its item
construction_scopes as (
    select distinct
        construction.document_id,
        construction.fiscal_year,
        construction.phase,
        construction.item,
        construction.amount_yuan,
        items.scope
    from construction
    inner join items
        on
            construction.document_id = items.document_id
            and construction.fiscal_year = items.fiscal_year
            and construction.phase = items.phase
            and (
                construction.scope = items.scope
                or {{ scope_rank('items.scope') }} < {{ scope_rank('construction.scope') }}
                or (
                    items.item_type like 'functional%'
                    and construction.item = items.item
                    and construction.amount_yuan = items.amount_yuan
                )
            )
),

-- it is part of its item, of the classes above it and of the unit's expenditure
constructed as (
    select
        items.unit_id,
        items.fiscal_year,
        items.phase,
        items.scope,
        items.item_type,
        items.item,
        sum(construction.amount_yuan) as construction_yuan
    from items
    inner join construction_scopes as construction
        on
            items.document_id = construction.document_id
            and items.fiscal_year = construction.fiscal_year
            and items.phase = construction.phase
            and items.scope = construction.scope
            and (
                (
                    items.item_type like 'functional%'
                    and {{ is_prefix('items.item', 'construction.item') }}
                )
                or items.item in ('current_expenditure', 'total_expenditure', 'project')
            )
    group by
        items.unit_id, items.fiscal_year, items.phase, items.scope, items.item_type, items.item
),

described as (
    select
        items.*,
        names.name as code_name,
        case
            when items.phase <> 'final' or items.item = 'total_revenue'
                then coalesce(carried.brought_in_yuan, carried_items.carryover_yuan)
            when items.item = 'total_expenditure' then carried.handed_on_yuan
        end as carryover_yuan,
        constructed.construction_yuan
    from items
    left join names
        on
            items.item = names.code
            and names.vocabulary = case items.item_type
                when 'unit_total' then 'unit_measure'
                when 'three_public' then 'three_public_category'
                else items.item_type
            end
    left join carried
        on
            items.item_type = 'unit_total'
            and items.document_id = carried.document_id
            and items.fiscal_year = carried.fiscal_year
            and items.phase = carried.phase
            and items.item = carried.measure
            and items.amount_yuan = carried.amount_yuan
    left join carried_items
        on
            items.document_id = carried_items.document_id
            and items.fiscal_year = carried_items.fiscal_year
            and items.phase = carried_items.phase
            and items.item_type = carried_items.item_type
            and items.item = carried_items.item
            and items.amount_yuan = carried_items.amount_yuan
    left join constructed
        on
            items.unit_id = constructed.unit_id
            and items.fiscal_year = constructed.fiscal_year
            and items.phase = constructed.phase
            and items.scope = constructed.scope
            and items.item_type = constructed.item_type
            and items.item = constructed.item
),

final as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        item_type,
        item,
        coalesce(item_name, code_name) as item_name,
        amount_yuan,
        amount_low_yuan,
        amount_high_yuan,
        basis,
        coverage,
        document_id,
        rounding_unit_yuan,
        {{ money('carryover_yuan') }} as carryover_yuan,
        {{ money('construction_yuan') }} as construction_yuan,
        case
            when coalesce(carryover_yuan, 0) <> 0 and coalesce(construction_yuan, 0) <> 0
                then null
            when amount_yuan < coalesce(carryover_yuan, 0) + coalesce(construction_yuan, 0)
                then null
            else
                {{ money(
                    'amount_yuan - coalesce(carryover_yuan, 0) - coalesce(construction_yuan, 0)'
                ) }}
        end as comparable_amount_yuan
    from described
)

select * from final
