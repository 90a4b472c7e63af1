-- Expenditure by class, section and item (类款项), for the funds that are divided most finely and of
-- those the widest.
with

known as (
    select
        *,
        max(list_position(['class', 'section', 'item'], level)) over (partition by scope) as depth,
    from marts.cmp_function_share
    where
        unit_id = getvariable('unit_id')
        and fiscal_year = getvariable('fiscal_year')
        and phase = getvariable('phase')
),

chosen as (
    from known
    qualify dense_rank() over (
        order by
            depth desc,
            list_position(getvariable('scopes'), scope)
    ) = 1
)

select
    chosen.scope,
    chosen.level,
    chosen.functional_code as code,
    chosen.name,
    classes.name_en,
    chosen.amount_yuan,
    chosen.basic_yuan,
    chosen.project_yuan,
    chosen.share_percent,
    chosen.basis,
    chosen.coverage
from chosen
left join marts.dim_functional_class as classes
    on
        chosen.functional_code = classes.functional_code
        and chosen.fiscal_year between classes.valid_from_year and classes.valid_to_year
where chosen.amount_yuan <> 0
order by code
