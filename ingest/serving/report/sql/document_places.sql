-- Where the figures of a document stand on whose lines a check differs, in tables and in the text,
-- and those that recognition from pictures misread or may have; at most 2000.
with

lines as (
    select distinct
        page,
        line
    from marts.dq_reconciliation
    where document_id = getvariable('document_id')
),

figures as (
    select
        amounts.page,
        amounts.line,
        amounts.char_from,
        amounts.box,
        amounts.printed_text,
        amounts.reading <> 'printed' as is_recognised
    from marts.fct_reported_amount as amounts
    left join lines using (page, line)
    where
        amounts.document_id = getvariable('document_id')
        and (lines.line is not null or amounts.reading in ('by_identity', 'doubtful'))
    union all
    select
        stated.page,
        stated.line,
        stated.char_from,
        null as box,
        stated.printed_text,
        documents.reader in ('pdf_ocr', 'image_ocr') as is_recognised
    from marts.fct_statement as stated
    inner join lines using (page, line)
    inner join marts.dim_document as documents using (document_id)
    where stated.document_id = getvariable('document_id')
)

select
    figures.*,
    documents.source_file,
    documents.sha256
from figures
cross join marts.dim_document as documents
where documents.document_id = getvariable('document_id')
order by figures.page, figures.line, figures.char_from, figures.printed_text
limit 2000
