-- Faults to be settled with the publishing unit, counted by document and severity.
select
    faults.document_id,
    coalesce(units.short_name, units.unit_name) as unit,
    faults.fiscal_year,
    faults.stage,
    faults.severity,
    count(*) as findings,
    sum(faults.checks)::integer as checks
from marts.dq_fault as faults
inner join marts.dim_unit as units using (unit_id)
where
    faults.is_current
    and coalesce(list_contains(getvariable('units'), faults.unit_id), true)
group by all
order by faults.document_id, findings desc, faults.severity
