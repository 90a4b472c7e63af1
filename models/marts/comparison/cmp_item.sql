-- Everything that can be compared over years and phases in one long form, current sources only:
-- unit totals, functional classes of every level, revenue sources and three public categories. Not
-- additive: item types contain each other. Beside an amount stands what of it is unlike other
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

names as (
    select * from {{ ref('codes') }}
    where vocabulary in ('unit_measure', 'revenue_source', 'three_public_category')
),

items as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        'unit_total' as item_type,
        measure as item,
        cast(null as {{ dbt.type_string() }}) as item_name,
        amount_yuan,
        amount_low_yuan,
        amount_high_yuan,
        basis,
        'complete' as coverage,
        rounding_unit_yuan,
        document_id
    from unit_totals
    union all
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        'functional_' || level as item_type,
        functional_code as item,
        name as item_name,
        amount_yuan,
        amount_low_yuan,
        amount_high_yuan,
        basis,
        coverage,
        rounding_unit_yuan,
        document_id
    from functions
    union all
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        'revenue_source' as item_type,
        revenue_source as item,
        cast(null as {{ dbt.type_string() }}) as item_name,
        amount_yuan,
        amount_low_yuan,
        amount_high_yuan,
        basis,
        coverage,
        rounding_unit_yuan,
        document_id
    from revenues
    union all
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        'three_public' as item_type,
        category as item,
        cast(null as {{ dbt.type_string() }}) as item_name,
        amount_yuan,
        amount_low_yuan,
        amount_high_yuan,
        basis,
        coverage,
        rounding_unit_yuan,
        document_id
    from three_public
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
                then carried.brought_in_yuan
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
