-- The documents that list an entry of the worklist, with its place, the first of all first.
select document_id, folded_text, source_file, page, line
from intermediate.int_unmapped__listed
inner join raw.documents using (document_id)
where kind = ? and (folded_text = ? or printed_text = ?)
order by document_id
