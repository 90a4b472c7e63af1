-- The documents that are not set aside.
select document_id
from source.raw.documents
where document_id not in (select document_id from raw.set_aside)
