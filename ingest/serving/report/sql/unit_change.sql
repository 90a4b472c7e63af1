-- Items known in two years running, in one phase and scope: for each phase the widest funds.
select
    changes.phase,
    changes.scope,
    changes.item_type,
    case when changes.item_type = 'functional_item' then changes.item end as code,
    changes.item_name as name,
    classes.name_en,
    changes.compared_year,
    changes.compared_yuan,
    changes.compared_basis,
    changes.fiscal_year,
    changes.amount_yuan,
    changes.basis,
    changes.change_yuan,
    changes.change_rate,
    changes.change_rate_printed
from marts.cmp_year_over_year as changes
left join marts.dim_functional_class as classes
    on
        changes.item = classes.functional_code
        and changes.item_type = 'functional_item'
        and changes.fiscal_year between classes.valid_from_year and classes.valid_to_year
where
    changes.unit_id = getvariable('unit_id')
    and (
        changes.item_type = 'functional_item'
        or (changes.item_type = 'unit_total' and changes.item = 'current_expenditure')
    )
    and changes.compared_yuan is not null
    and greatest(changes.amount_yuan, changes.compared_yuan) > 0
qualify dense_rank() over (
    partition by changes.phase, changes.fiscal_year, changes.item_type
    order by list_position(getvariable('scopes'), changes.scope)
) = 1
order by changes.fiscal_year desc, changes.phase, changes.item_type desc, abs(changes.change_yuan) desc, code
