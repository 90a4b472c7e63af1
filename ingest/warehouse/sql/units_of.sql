-- The units of some documents, each with all its documents.
select unit_id, document_id
from raw.documents
where unit_id in (
    select unit_id from raw.documents where document_id in (select unnest(?::varchar[]))
)
order by all
