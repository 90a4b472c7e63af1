-- Every fault, the most serious first, at most 500: what is wrong, where, and which figure is suspected.
select
    faults.severity,
    coalesce(units.short_name, units.unit_name) as unit,
    faults.document_id,
    faults.page,
    faults.line,
    faults.title as fault,
    faults.title_en as fault_en,
    faults.explanation as told,
    faults.explanation_en as told_en,
    faults.suspect_printed,
    faults.checks,
    faults.fault_id,
    count(*) over () as rows_known
from marts.dq_fault as faults
inner join marts.dim_unit as units using (unit_id)
where
    faults.is_current
    and coalesce(list_contains(getvariable('units'), faults.unit_id), true)
order by
    faults.severity_position, faults.document_id, faults.page, faults.line, faults.fault_id
limit 500
