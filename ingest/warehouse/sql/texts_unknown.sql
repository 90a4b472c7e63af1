-- The first unknown texts of each kind in each document.
select document_id, kind, printed_text
from texts_printed
inner join texts_unknown using (kind, printed_text, key)
group by document_id, kind, printed_text
qualify row_number() over (
    partition by document_id, kind order by min((line, char_from)), printed_text
) <= ?
order by document_id, kind, min((line, char_from)), printed_text
