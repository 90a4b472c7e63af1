-- Every correction is whole and finds, once, the amount that it expects to be printed. One that
-- does not is of a source that has been repaired, or was never right. Of documents not loaded none.
-- Where it fails, the seed is to be corrected; no document is set aside for it.
{{ config(tags=['of_seeds']) }}

select
    corrected.correction_id,
    corrected.document_id,
    count(corrected.amount_id) as amounts_found
from {{ ref('int_amounts__corrected') }} as corrected
inner join {{ ref('stg_raw__documents') }} as documents
    on corrected.document_id = documents.document_id
group by corrected.correction_id, corrected.document_id
having
    count(corrected.amount_id) <> 1
    or count(corrected.corrected_yuan) <> 1
    or count(corrected.reason) <> 1
    or count(corrected.decided_by) <> 1
    or count(corrected.decided_on) <> 1
    or count(case when corrected.carries in ('printed', 'corrected') then 1 end) <> 1
