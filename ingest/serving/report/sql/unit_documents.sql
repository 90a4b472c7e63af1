-- The current documents of a unit.
select
    documents.document_id,
    documents.title,
    documents.source_file,
    documents.fiscal_year,
    documents.stage,
    documents.edition,
    documents.page_count,
    documents.money_unit,
    documents.tables_found,
    documents.tables_announced_missing,
    quality.checks,
    quality.differs,
    quality.score
from marts.dim_document as documents
left join marts.dq_document as quality using (document_id)
where documents.unit_id = getvariable('unit_id') and documents.is_current
order by documents.fiscal_year desc, documents.stage, documents.document_id
