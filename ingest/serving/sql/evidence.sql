-- The checks that differ for each fault of current editions, in the order of their places.
select fault_id, page, line, coalesce(table_title, ''), check_class, coalesce(place, ''), printed,
    expected_by_rule, coalesce(difference, ''), coalesce(rule_meaning, '')
from marts.dq_reconciliation
where is_current and fault_id is not null
order by fault_id, line, check_class, rule_id, check_id
