-- The texts in them that nobody has answered.
select document_id, kind, printed_text, count(*)::integer, min(line) as line
from marts.dq_unmapped
where answer is null and document_id in (select unnest(?))
group by document_id, kind, printed_text
order by document_id, line, kind, printed_text
