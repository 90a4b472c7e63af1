-- The signature of what a unit tells in a year, phase and scope: what decides whether it can be
-- compared.
select
    unit_id,
    fiscal_year,
    phase,
    scope,
    signature
from marts.cmp_comparability_set
where coalesce(list_contains(getvariable('units'), unit_id), true)
order by all
