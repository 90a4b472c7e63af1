-- Every amount printed in the tables of a document, where it stands; at most 10000.
select
    tables.table_index,
    tables.table_no,
    tables.title,
    tables.table_type,
    tables.status,
    tables.money_unit,
    tables.page as table_page,
    tables.line as table_line,
    amounts.page,
    amounts.line,
    amounts.row_no,
    amounts.column_no,
    amounts.code_printed,
    amounts.label_printed,
    amounts.heading_printed,
    amounts.measure,
    amounts.placement,
    amounts.printed_text
from marts.dim_table as tables
left join marts.fct_reported_amount as amounts using (document_id, table_index)
where tables.document_id = getvariable('document_id')
order by
    tables.table_index, amounts.row_no, amounts.line, amounts.column_no, amounts.amount_id
limit 10000
