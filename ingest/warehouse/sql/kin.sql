-- The units of each document: its own, the one that it puts it under, and those that it lists.
select
    documents.document_id,
    list_distinct(
        array_agg(documents.unit_id)
        || array_agg(documents.parent_unit_id)
        || array_agg(blocks.listed_unit_id)
    ) as units
from raw.documents as documents
left join raw.blocks as blocks on documents.document_id = blocks.document_id
group by documents.document_id
order by documents.document_id
