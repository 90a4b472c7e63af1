-- The documents that other files of a source, or the same ones, take the place of.
select distinct documents.document_id
from raw.documents as documents
inner join source.raw.documents as again
    on documents.sha256 = again.sha256 or documents.document_id = again.document_id
