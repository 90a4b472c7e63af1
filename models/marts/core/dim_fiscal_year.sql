-- The budget years that any row of the marts is of. The budget year is the calendar year, and five
-- of them make a five-year plan, the eleventh of which began in 2006.
-- Grain: one row per fiscal year.
{{ config(tags=['across_units']) }}

with

years as (
    select fiscal_year
    from {{ ref('stg_raw__documents') }}
    union
    {% for name in [
        'fct_reported_amount', 'fct_statement', 'fct_unit_total', 'fct_functional_expenditure',
        'fct_economic_expenditure', 'fct_revenue', 'fct_three_public', 'fct_project',
        'fct_procurement',
    ] -%}
        select fiscal_year
        from {{ ref(name) }}
        union
    {% endfor -%}
    select fiscal_year
    from {{ ref('stg_raw__set_aside') }}
),

final as (
    select
        fiscal_year,
        cast(concat(cast(fiscal_year as {{ dbt.type_string() }}), '-01-01') as date) as starts_on,
        cast(concat(cast(fiscal_year as {{ dbt.type_string() }}), '-12-31') as date) as ends_on,
        cast(floor((fiscal_year - 2006) / 5) as integer) + 11 as five_year_plan
    from years
    where fiscal_year is not null
)

select * from final
