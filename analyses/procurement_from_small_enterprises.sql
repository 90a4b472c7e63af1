-- What do units buy, and how much of it from small, medium and micro enterprises? What small
-- enterprises got is part of the whole and never added to it.
select
    unit_id,
    fiscal_year,
    phase,
    basis,
    sum(case when category = 'goods' and is_additive then amount_yuan else 0 end) as goods_yuan,
    sum(case when category = 'works' and is_additive then amount_yuan else 0 end) as works_yuan,
    sum(case when category = 'services' and is_additive then amount_yuan else 0 end)
        as services_yuan,
    sum(case when is_additive then amount_yuan else 0 end) as total_yuan,
    sum(case when beneficiary = 'sme' then amount_yuan end) as sme_yuan,
    sum(case when beneficiary = 'micro' then amount_yuan end) as micro_yuan,
    round(
        100 * sum(case when beneficiary = 'sme' then amount_yuan end)
        / sum(case when is_additive then amount_yuan else 0 end),
        2
    ) as sme_percent
from {{ ref('fct_procurement') }}
where is_best_source and is_widest_scope
group by unit_id, fiscal_year, phase, basis
order by total_yuan desc
