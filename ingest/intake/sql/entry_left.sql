-- How many documents still list an entry of the worklist.
select count(*)::integer
from intermediate.int_unmapped__listed
where kind = ? and folded_text = ?
