-- The texts of seeds as rows are joined to them: folded, and the key by which a label is looked up.
-- Grain: one row per printed text.
with

texts as (
    select * from {{ source('reference', 'folded_texts') }}
),

final as (
    select
        printed_text,
        folded_text,
        label_key
    from texts
)

select * from final
