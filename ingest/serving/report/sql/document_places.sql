-- Where the figures of a document stand, in tables and in the text; at most 12000. In question are
-- those on whose lines a check differs, and those that recognition from pictures misread or may have.
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
        amounts.reading <> 'printed' as is_recognised,
        lines.line is not null
        or amounts.reading in ('by_identity', 'doubtful') as is_in_question
    from marts.fct_reported_amount as amounts
    left join lines using (page, line)
    where amounts.document_id = getvariable('document_id')
    union all
    select
        stated.page,
        stated.line,
        stated.char_from,
        null as box,
        stated.printed_text,
        stated.reading <> 'printed' as is_recognised,
        lines.line is not null as is_in_question
    from marts.fct_statement as stated
    left join lines using (page, line)
    where stated.document_id = getvariable('document_id')
)

select
    figures.*,
    documents.source_file,
    documents.sha256
from figures
cross join marts.dim_document as documents
where documents.document_id = getvariable('document_id')
order by
    figures.page, figures.line, figures.char_from, figures.printed_text,
    figures.is_in_question desc
limit 12000
