-- What the reader met and no vocabulary knows: headings, titles, units of money, units, labels.
-- Grain: one row per kind, document, line and first character.
with

unmapped as (
    select * from {{ source('raw', 'unmapped') }}
),

final as (
    select
        document_id,
        kind,
        printed_text,
        folded_text,
        table_index,
        page,
        line,
        char_from
    from unmapped
)

select * from final
