-- The faults of a document, the most serious first, at most 500.
select
    fault_id,
    severity,
    title,
    title_en,
    explanation as told,
    explanation_en as told_en
from marts.dq_fault
where document_id = getvariable('document_id')
order by severity_position, page, line, fault_id
limit 500
