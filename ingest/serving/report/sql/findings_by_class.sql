-- Findings to be settled with the publishing unit, counted by document and kind of check.
select
    findings.document_id,
    coalesce(units.short_name, units.unit_name) as unit,
    findings.fiscal_year,
    findings.stage,
    findings.check_class,
    count(*) as findings,
    count(findings.explanation) as explained
from marts.dq_reconciliation as findings
inner join marts.dim_document as documents using (document_id)
inner join marts.dim_unit as units using (unit_id)
where
    findings.is_current
    and coalesce(list_contains(getvariable('units'), documents.unit_id), true)
group by all
order by findings.document_id, findings desc, findings.check_class
