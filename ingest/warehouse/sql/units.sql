-- The documents and extracted rows of each unit.
select unit_id, list(document_id order by document_id), sum(rows)
from raw.documents
left join (
    select document_id, count(*) as rows
    from (
        select document_id from raw.amounts
        union all
        select document_id from raw.figures
        union all
        select document_id from raw.statements
    )
    group by document_id
) using (document_id)
group by unit_id
order by unit_id
