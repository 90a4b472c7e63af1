-- Those of the documents that the build set aside, with what each breaks.
select document_id, source_file, model, invariant, failing_rows, page, line, reason
from marts.dq_set_aside
where document_id in (select unnest(?))
order by document_id, model, invariant
