-- What texts that may be unknown are most like in the vocabulary; never applied by itself.
-- Grain: one row per document, kind and text.
with

proposals as (
    select * from {{ source('raw', 'proposals') }}
),

final as (
    select
        document_id,
        kind,
        printed_text,
        proposed_value,
        score
    from proposals
)

select * from final
