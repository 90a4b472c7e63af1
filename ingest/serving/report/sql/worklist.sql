-- The worklist: printed texts that nobody knows yet, and tables announced that are not there; the
-- first 500.
with

listed as (
    select
        unknown.document_id,
        unknown.kind,
        unknown.printed_text,
        unknown.page,
        unknown.line,
    from intermediate.int_unmapped__listed as unknown
    inner join marts.dim_document as documents using (document_id)
    where coalesce(list_contains(getvariable('units'), documents.unit_id), true)
    union all by name
    select
        tables.document_id,
        'announced_missing' as kind,
        coalesce(tables.title, tables.table_type) as printed_text,
        tables.page,
        tables.line,
    from marts.dim_table as tables
    inner join marts.dim_document as documents using (document_id)
    where
        tables.status = 'announced_missing'
        and documents.is_current
        and coalesce(list_contains(getvariable('units'), documents.unit_id), true)
)

select
    *,
    count(*) over () as rows_known
from listed
order by document_id, kind, page, line, printed_text
limit 500
