-- The heading paths of amounts without a measure, but of tables whose rows name what is measured.
select distinct document_id, table_index, table_type, fiscal_year, heading_printed
from raw.amounts
inner join raw.tables using (document_id, table_index)
inner join raw.documents using (document_id)
where
    measure is null
    and heading_printed is not null
    and coalesce(table_type, '') not like '%three_public%'
order by all
