-- The amounts that a line of a document prints.
select source_file, page, table_type, code, measure, printed_text, corrected_yuan
from marts.fct_reported_amount
inner join raw.documents using (document_id)
where document_id = ? and line = ? and measure is not null
order by char_from
