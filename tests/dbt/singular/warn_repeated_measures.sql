-- A worklist, not a failure: lines that print one measure in two columns. Both would be leaves, so
-- a table like this has a heading or a layout that is not understood yet.
{{ config(severity='warn') }}

select
    line_id,
    measure,
    min(document_id) as document_id,
    min(table_index) as table_index,
    min(line) as first_line,
    count(*) as copies
from {{ ref('int_amounts__classified') }}
where measure is not null
group by line_id, measure
having count(*) > 1
