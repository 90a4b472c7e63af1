-- Every figure stated in the text of a document, where it stands; at most 2000.
select
    page,
    line,
    subject,
    metric,
    printed_text,
    unit as unit_of,
    fiscal_year,
    phase,
    scope
from marts.fct_statement
where document_id = getvariable('document_id')
order by page, line, char_from, statement_no
limit 2000
