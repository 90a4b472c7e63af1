-- What is found of faults: each with its document and how serious it is.
select
    faults.fault_id,
    faults.document_id,
    faults.title,
    faults.title_en,
    faults.severity,
    faults.fiscal_year,
    faults.stage,
    faults.page,
    faults.line,
    units.unit_id,
    units.unit_name,
    units.admin_level,
    units.region_name
from marts.dq_fault as faults
inner join marts.dim_unit as units using (unit_id)
where
    faults.is_current
    and coalesce(list_contains(getvariable('units'), faults.unit_id), true)
order by
    faults.severity_position,
    faults.fiscal_year desc,
    faults.document_id,
    faults.page,
    faults.line,
    faults.fault_id
