-- The performance indicators of project tables and evaluations: what was aimed at, what was
-- reached, and the points for it. A qualitative target has its words and no value.
-- Grain: one row per indicator, or per part of one whose cell prints several values.
with

indicators as (
    select * from {{ ref('stg_raw__indicators') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

final as (
    select
        indicators.indicator_id,
        indicators.document_id,
        documents.unit_id,
        documents.fiscal_year,
        documents.is_current,
        indicators.indicator_no,
        indicators.table_index,
        indicators.project_name,
        indicators.level_1,
        indicators.level_2,
        indicators.level_3,
        indicators.operator,
        indicators.target_text,
        indicators.target_value,
        indicators.actual_text,
        indicators.actual_value,
        indicators.indicator_unit,
        indicators.weight,
        indicators.direction,
        indicators.score,
        indicators.period,
        indicators.part,
        indicators.page,
        indicators.line,
        indicators.char_from
    from indicators
    inner join documents on indicators.document_id = documents.document_id
)

select * from final
