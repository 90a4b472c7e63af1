-- The units and documents that have pages of their own: units in the order of the overview, and of
-- their documents the latest first.
with

filed as (
    select
        units.unit_id,
        units.admin_level,
    from marts.dim_unit as units
    where
        units.has_filed
        and coalesce(list_contains(getvariable('units'), units.unit_id), true)
    order by
        units.admin_level is null,
        list_position(getvariable('levels'), units.admin_level),
        units.unit_id
    limit getvariable('most_units')
),

documents as (
    select
        documents.unit_id,
        documents.document_id,
    from marts.dim_document as documents
    inner join filed using (unit_id)
    where documents.is_current
    order by
        row_number() over (
            partition by documents.unit_id
            order by documents.fiscal_year desc, documents.stage desc, documents.document_id
        ),
        documents.document_id
    limit getvariable('most_documents')
)

select
    filed.unit_id,
    documents.document_id
from filed
left join documents using (unit_id)
order by all
