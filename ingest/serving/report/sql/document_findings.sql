-- The findings on a document, at most 500.
select
    page,
    line,
    table_title,
    check_class,
    place,
    printed,
    should_be,
    difference,
    rule_meaning,
    explanation,
    probable_cause,
    check_id
from marts.dq_reconciliation
where document_id = getvariable('document_id')
order by page, line, check_class, check_id
limit 500
