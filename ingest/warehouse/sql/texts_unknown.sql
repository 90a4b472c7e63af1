-- The first unknown texts of each kind in each document; a label of tables of several
-- classifications may be of none alone.
select
    document_id,
    kind,
    printed_text,
    case
        when min(classification) = max(classification) then min(classification) else 'several'
    end as classification
from texts_printed
inner join texts_unknown using (kind, printed_text, key, classification)
group by document_id, kind, printed_text
qualify row_number() over (
    partition by document_id, kind order by min((line, char_from)), printed_text
) <= ?
order by document_id, kind, min((line, char_from)), printed_text
