-- What a trial compares: amounts, by where they are printed, and documents.
select
    source_file,
    page,
    line,
    char_from,
    coalesce(label_printed, '') || ' [' || heading_printed || '] ' || printed_text as what,
    table_type,
    code,
    label,
    mapping_method,
    line_code,
    measure,
    amounts.fiscal_year,
    amount_yuan,
    corrected_yuan,
    carries,
    null as document,
    null as region_code,
    null as indicators
from marts.fct_reported_amount as amounts
inner join raw.documents using (document_id)
union all by name
select
    source_file,
    'the document' as what,
    document_id as document,
    region_code,
    (
        select string_agg(concat_ws(' ', level_3, operator, target_value, indicator_unit), '; ' order by indicator_no)
        from raw.indicators
        where indicators.document_id = documents.document_id
    ) as indicators
from raw.documents
left join intermediate.int_units__recognised using (unit_id)
order by source_file, line, char_from
