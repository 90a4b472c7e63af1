-- The findings of current editions, in the order of their places.
select document_id, unit_name, fiscal_year, stage, source_file, page, line,
    coalesce(table_title, ''), check_class, coalesce(place, ''), printed, should_be,
    coalesce(difference, ''), coalesce(rule_meaning, ''), coalesce(probable_cause, '')
from marts.dq_reconciliation
where is_current
order by document_id, line, check_class, rule_id, check_id
