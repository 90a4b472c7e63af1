-- What is found of documents: the newest edition of each.
select
    documents.document_id,
    documents.title,
    documents.fiscal_year,
    documents.stage,
    units.unit_id,
    units.unit_name,
    units.admin_level,
    units.region_name
from marts.dim_document as documents
inner join marts.dim_unit as units using (unit_id)
where
    documents.is_current
    and coalesce(list_contains(getvariable('units'), documents.unit_id), true)
order by documents.fiscal_year desc, documents.document_id
