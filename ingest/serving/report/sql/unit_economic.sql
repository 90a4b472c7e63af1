-- Basic expenditure by economic item (部门预算支出经济分类), the largest first.
select
    shares.scope,
    shares.economic_code as code,
    shares.name,
    classes.name_en,
    shares.expense_group,
    left(shares.economic_code, 3) as class_code,
    shares.amount_yuan,
    shares.share_percent,
    shares.basis
from marts.cmp_economic_share as shares
left join marts.dim_economic_class as classes
    on
        shares.economic_code = classes.economic_code
        and classes.system = 'departmental'
        and shares.fiscal_year between classes.valid_from_year and classes.valid_to_year
where
    shares.unit_id = getvariable('unit_id')
    and shares.fiscal_year = getvariable('fiscal_year')
    and shares.phase = getvariable('phase')
    and shares.level = 'item'
    and shares.amount_yuan <> 0
qualify dense_rank() over (
    order by list_position(getvariable('scopes'), shares.scope)
) = 1
order by shares.amount_yuan desc, code
