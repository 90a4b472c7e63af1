-- Initial budget, adjusted budget and final accounts of an item side by side, in the same funds.
select
    executed.fiscal_year,
    executed.scope,
    executed.item_type,
    case when executed.item_type = 'functional_item' then executed.item end as code,
    executed.item_name as name,
    classes.name_en,
    executed.initial_yuan,
    executed.initial_basis,
    executed.initial_low_yuan,
    executed.initial_high_yuan,
    executed.adjusted_yuan,
    executed.adjusted_basis,
    executed.final_yuan,
    executed.final_basis,
    executed.completion_rate_computed,
    executed.completion_rate_printed,
    executed.rate_of
from marts.cmp_budget_execution as executed
left join marts.dim_functional_class as classes
    on
        executed.item = classes.functional_code
        and executed.item_type = 'functional_item'
        and executed.fiscal_year between classes.valid_from_year and classes.valid_to_year
where
    executed.unit_id = getvariable('unit_id')
    and (
        executed.item_type = 'functional_item'
        or (executed.item_type = 'unit_total' and executed.item = 'current_expenditure')
    )
    and executed.final_yuan is not null
qualify dense_rank() over (
    partition by executed.fiscal_year, executed.item_type
    order by list_position(getvariable('scopes'), executed.scope)
) = 1
order by executed.fiscal_year desc, executed.item_type desc, greatest(executed.initial_yuan, executed.final_yuan) desc, code
