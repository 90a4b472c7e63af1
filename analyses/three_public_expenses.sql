-- What do the three public expenses (“三公”经费) cost, by unit, year and phase?
select
    unit_id,
    fiscal_year,
    phase,
    scope,
    category,
    amount_yuan,
    basis
from {{ ref('fct_three_public') }}
where is_best_source and amount_yuan > 0
order by
    unit_id asc,
    fiscal_year asc,
    phase asc,
    scope asc,
    category asc
