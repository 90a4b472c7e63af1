-- The figures that recognition from pictures misread, or may have: those that the sums around them
-- mended, with what was recognised and what counts, and the doubtful ones, which have no amount and
-- are in no fact. Each with its place, for a person to look at: `make show AMOUNT=<amount_id>`.
-- Grain: one row per amount.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where reading in ('by_identity', 'doubtful')
),

final as (
    select
        amount_id,
        document_id,
        unit_id,
        reading,
        printed_text,
        amount_yuan,
        confidence_percent,
        table_index,
        table_type,
        label_printed,
        coalesce(heading_printed, '') as heading_printed,
        page,
        line,
        box
    from amounts
)

select * from final
