-- In what two unit-years differ that can be compared in a scope, in one order; at most 20000 pairs.
select
    unit_id,
    fiscal_year,
    phase,
    scope,
    other_unit_id,
    other_fiscal_year,
    other_phase,
    is_like_for_like,
    reasons
from marts.cmp_comparability
where
    scope = other_scope
    and is_comparable
    and coalesce(list_contains(getvariable('units'), unit_id), true)
    and coalesce(list_contains(getvariable('units'), other_unit_id), true)
order by all
limit 20000
