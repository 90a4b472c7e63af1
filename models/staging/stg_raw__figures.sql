-- The ledger: every number printed in a document, with what became of it.
-- Grain: one row per number (document, line, first character).
with

figures as (
    select * from {{ source('raw', 'figures') }}
),

final as (
    select
        document_id,
        page,
        line,
        char_from,
        char_to,
        printed_text,
        disposition,
        reason,
        disposition = 'unaccounted' as is_unaccounted
    from figures
)

select * from final
