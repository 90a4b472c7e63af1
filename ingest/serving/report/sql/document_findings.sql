-- The checks of a document that differ, with the fault that each is evidence of, at most 2000.
select
    page,
    line,
    table_title,
    check_class,
    place,
    printed,
    expected_by_rule,
    difference,
    rule_id,
    explanation,
    check_id,
    fault_id
from marts.dq_reconciliation
where document_id = getvariable('document_id')
order by page, line, check_class, check_id
limit 2000
