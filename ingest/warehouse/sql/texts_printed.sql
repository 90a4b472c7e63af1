-- Each text that may need an answer, at each of its places, with what a line is looked up by.
create or replace temp view texts_printed as
select document_id, kind, printed_text, '' as key, '' as classification, line, char_from
from raw.unmapped
union all
select
    document_id,
    case when code_printed is null then 'label' else 'code' end,
    coalesce(code_printed || ' ', '') || coalesce(label_printed, ''),
    coalesce(code_folded, label_key, ''),
    case when code_printed is null then types_classified.classification else '' end,
    amounts.line,
    char_from
from raw.amounts
inner join raw.tables using (document_id, table_index)
inner join types_classified using (table_type)
where row_kind in ('line', 'subtotal')
union all
select document_id, 'measure', heading_printed, '' as key, '' as classification, line, char_from
from raw.amounts
where measure is null and heading_printed is not null
