-- Every finding with its place, at most 500: what is printed, what it should be, and why.
select
    findings.document_id,
    coalesce(units.short_name, units.unit_name) as unit,
    findings.page,
    findings.line,
    findings.table_title,
    findings.check_class,
    findings.place,
    findings.printed,
    findings.should_be,
    findings.difference,
    findings.rule_meaning,
    findings.explanation,
    findings.probable_cause,
    findings.check_id
from marts.dq_reconciliation as findings
inner join marts.dim_document as documents using (document_id)
inner join marts.dim_unit as units using (unit_id)
where
    findings.is_current
    and coalesce(list_contains(getvariable('units'), documents.unit_id), true)
order by
    findings.document_id, findings.page, findings.line, findings.check_class, findings.check_id
limit 500
