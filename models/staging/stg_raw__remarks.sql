-- The remarks on the text itself, with the few characters that show each.
-- Grain: one row per document and remark_no.
with

remarks as (
    select * from {{ source('raw', 'remarks') }}
),

final as (
    select
        {{ surrogate_key(['document_id', 'remark_no']) }} as remark_id,
        document_id,
        remark_no,
        kind,
        token,
        page,
        line,
        char_from,
        char_to
    from remarks
)

select * from final
