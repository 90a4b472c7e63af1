-- What do the three public expenses (“三公”经费) cost, by unit, year and phase? A row without a
-- category is a total that the source does not split.
select
    unit_id,
    fiscal_year,
    phase,
    scope,
    item_code,
    coalesce(item_name, class_name) as category,
    amount_yuan,
    basis,
    page,
    line
from {{ ref('tidy_three_public') }}
where amount_yuan > 0 or item_code is null
order by
    unit_id asc,
    fiscal_year asc,
    phase asc,
    item_code asc
