-- What is found of classes: functional and economic ones of which there is an amount, with how many
-- units have it and in which years.
with

used as (
    select
        'functional' as classification,
        functional_code as code,
        level,
        unit_id,
        fiscal_year,
    from marts.cmp_function_share
    where amount_yuan <> 0
    union all by name
    select
        'economic' as classification,
        economic_code as code,
        level,
        unit_id,
        fiscal_year,
    from marts.cmp_economic_share
    where amount_yuan <> 0
),

names as (
    select
        'functional' as classification,
        functional_code as code,
        name,
        name_en,
        valid_to_year,
    from marts.dim_functional_class
    union all by name
    select
        'economic' as classification,
        economic_code as code,
        name,
        name_en,
        valid_to_year,
    from marts.dim_economic_class
    where system = 'departmental'
),

-- A class is called as in the last year of which the name is.
named as (
    from names
    qualify row_number() over (partition by classification, code order by valid_to_year desc) = 1
)

select
    used.classification,
    used.code,
    used.level,
    named.name,
    named.name_en,
    count(distinct used.unit_id) as unit_count,
    min(used.fiscal_year) as first_year,
    max(used.fiscal_year) as last_year
from used
left join named using (classification, code)
where coalesce(list_contains(getvariable('units'), used.unit_id), true)
group by all
order by used.classification desc, used.code
