-- A worklist, not a failure: printed lines whose code or label no register or form knows, headings
-- whose measure is unknown, and amounts that cannot be read.
{{ config(severity='warn') }}

select
    document_id,
    table_index,
    line,
    code_printed,
    label_printed,
    heading_printed,
    printed_text,
    case
        when amount_yuan is null then 'amount'
        when measure is null then 'measure'
        else 'line'
    end as not_known
from {{ ref('fct_reported_amount') }}
where
    mapping_method = 'unmapped'
    or measure is null
    or amount_yuan is null
