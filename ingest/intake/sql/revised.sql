-- The amounts in which an edition differs from the one before.
select document_id, coalesce(code || ' ', '') || coalesce(label, ''), measure,
    printed_yuan::varchar,
    case when rule_id <> 'edition_adds' then expected_yuan::varchar end, line
from marts.fct_check
where rule_id like 'edition%' and rule_id <> 'edition_tables' and status = 'differs' and document_id in (select unnest(?))
order by document_id, table_index, line, measure, check_id
