-- Every correction is whole and finds, once, the amount that it expects to be printed. One that
-- does not is of a source that has been repaired, or was never right. Of documents not loaded none.
-- Where it fails, the seed is to be corrected; no document is set aside for it.
{{ config(tags=['of_seeds'], meta={'seed': 'corrections.csv', 'key': 'correction_id'}) }}

with

unsound as (
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
),

lines as (
    select
        document_id,
        line,
        {{ joined_text("coalesce(measure, '') || ' ' || printed_text") }} as printed
    from {{ ref('int_amounts__classified') }}
    group by document_id, line
)

select
    unsound.correction_id,
    unsound.document_id,
    unsound.amounts_found,
    'it corrects ' || coalesce(corrections.measure, '') || ' '
    || coalesce(corrections.printed_text, '') || ' on line '
    || coalesce(cast(corrections.line as {{ dbt.type_string() }}), '') || ' of '
    || unsound.document_id || '; printed there now: ' || coalesce(lines.printed, 'no amount')
        as problem
from unsound
inner join {{ ref('corrections') }} as corrections
    on unsound.correction_id = corrections.correction_id
left join lines
    on
        corrections.document_id = lines.document_id
        and corrections.line = lines.line
