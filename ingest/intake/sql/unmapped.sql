-- The texts in them that nobody has answered.
select document_id, kind, printed_text, places, line
from intermediate.int_unmapped__listed
where answer is null and document_id in (select unnest(?))
order by document_id, line, kind, printed_text
