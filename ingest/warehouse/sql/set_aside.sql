-- Keep why documents are set aside, those of before and those of now, with what they say of themselves.
insert into raw.set_aside by name
select * from source.raw.set_aside
union all by name
select
    incoming.*,
    documents.unit_id,
    documents.unit_name_printed,
    documents.fiscal_year,
    documents.stage,
    documents.edition,
    documents.content_sha256
from landing_incoming as incoming
inner join source.raw.documents as documents using (document_id)
