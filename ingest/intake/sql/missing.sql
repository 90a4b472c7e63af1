-- The tables that they announce and do not hold.
select document_id, coalesce(table_no || ' ', '') || coalesce(title, table_type, '')
from marts.dim_table
where status = 'announced_missing' and document_id in (select unnest(?))
order by document_id, table_index
