-- Which items (项) moved most from one year to the next? By the size of the change, in yuan.
select
    unit_id,
    phase,
    fiscal_year,
    item,
    item_name,
    amount_yuan,
    compared_yuan,
    change_yuan,
    round(change_rate, 2) as change_rate,
    compared_basis
from {{ ref('cmp_year_over_year') }}
where item_type = 'functional_item'
order by abs(change_yuan) desc, unit_id asc, item asc
limit 8
