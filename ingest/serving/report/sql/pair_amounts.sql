-- What two unit-years can be laid side by side by: totals, functional classes and items, in every
-- scope in which a unit tells them.
with

totals as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        'total' as kind,
        measure as code,
        amount_yuan,
        basis,
    from marts.fct_unit_total
    where
        is_best_source
        and amount_yuan is not null
        and measure in (
            'current_revenue', 'current_expenditure', 'basic', 'project', 'personnel', 'public',
            'three_public', 'procurement'
        )
),

classes as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        level as kind,
        functional_code as code,
        amount_yuan,
        basis,
    from marts.cmp_function_share
    where level in ('class', 'item')
),

either as (
    from totals
    union all by name
    from classes
),

names as (
    select
        functional_code as code,
        name,
        name_en,
    from marts.dim_functional_class
    qualify row_number() over (partition by functional_code order by valid_to_year desc) = 1
)

select
    either.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    either.fiscal_year,
    either.phase,
    either.scope,
    either.kind,
    either.code,
    names.name,
    names.name_en,
    either.amount_yuan,
    either.basis
from either
inner join marts.dim_unit as units using (unit_id)
left join names using (code)
where coalesce(list_contains(getvariable('units'), either.unit_id), true)
order by
    either.unit_id,
    either.fiscal_year desc,
    list_position(getvariable('phases'), either.phase),
    list_position(getvariable('scopes'), either.scope),
    list_position(['total', 'class', 'item'], either.kind),
    list_position(
        [
            'current_revenue', 'current_expenditure', 'basic', 'project', 'personnel', 'public',
            'three_public', 'procurement',
        ],
        either.code
    ),
    either.code
