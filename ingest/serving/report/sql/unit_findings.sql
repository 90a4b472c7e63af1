-- The findings on a unit's documents, at most 200: what is printed, what it should be, and why.
select
    findings.document_id,
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
where documents.unit_id = getvariable('unit_id') and findings.is_current
order by
    findings.document_id, findings.page, findings.line, findings.check_class, findings.check_id
limit 200
