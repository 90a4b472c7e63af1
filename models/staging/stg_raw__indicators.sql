-- The performance indicators, typed. A target or result in words has no value.
-- Grain: one row per document and indicator_no.
with

indicators as (
    select * from {{ source('raw', 'indicators') }}
),

final as (
    select
        {{ surrogate_key(['document_id', 'indicator_no']) }} as indicator_id,
        document_id,
        indicator_no,
        table_index,
        project_name,
        level_1,
        level_2,
        level_3,
        operator,
        target_text,
        cast({{ parse_amount('target_value') }} as decimal(20, 4)) as target_value,
        actual_text,
        cast({{ parse_amount('actual_value') }} as decimal(20, 4)) as actual_value,
        indicator_unit,
        cast({{ parse_amount('weight_value') }} as decimal(20, 4)) as weight,
        direction,
        cast({{ parse_amount('score_value') }} as decimal(20, 4)) as score,
        period,
        part,
        page,
        line,
        char_from
    from indicators
)

select * from final
