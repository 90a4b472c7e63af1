-- Everything that can be compared over years and phases in one long form, current sources only:
-- unit totals, functional classes of every level, revenue sources and three public categories. Not
-- additive: item types contain each other.
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

final as (
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
        document_id
    from three_public
)

select * from final
