-- The documents of a warehouse as sources of its exports.
select
    coalesce(title, source_file) as title,
    source_url,
    fiscal_year
from marts.dim_document
order by unit_id, fiscal_year, stage, edition, document_id
