-- The checks and the score of each document.
select document_id, checks, agrees, agrees_within_rounding, differs, not_checkable, score
from marts.dq_document order by document_id
