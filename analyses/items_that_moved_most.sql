-- Which items (项) moved most from one year to the next? By the size of the change, in yuan; each
-- item once, in the widest funds in which both of its years are known.
with

changes as (
    select
        items.*,
        row_number() over (
            partition by items.unit_id, items.phase, items.fiscal_year, items.item
            order by scopes.sort asc
        ) as width
    from {{ ref('cmp_year_over_year') }} as items
    inner join {{ ref('dim_code') }} as scopes
        on
            items.scope = scopes.code
            and scopes.vocabulary = 'scope'
    where items.item_type = 'functional_item' and items.change_yuan is not null
)

select
    unit_id,
    phase,
    fiscal_year,
    scope,
    item,
    item_name,
    amount_yuan,
    compared_yuan,
    change_yuan,
    round(change_rate, 2) as change_rate,
    compared_basis
from changes
where width = 1
order by abs(change_yuan) desc, unit_id asc, item asc
limit 8
