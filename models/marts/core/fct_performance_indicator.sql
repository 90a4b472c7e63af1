-- The performance indicators of project tables and evaluations: what was aimed at, what was
-- reached, and the points for it. A qualitative target has its words and no value. A target is met
-- where the result is the same words, or a number that reaches it on the side that operator or
-- direction tells; a number beside one of which no side is told, and unlike words, are not judged.
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
        case
            when indicators.actual_text = indicators.target_text then true
            when indicators.actual_value = indicators.target_value
                then coalesce(indicators.operator, '=') not in ('>', '<')
            when coalesce(indicators.operator, '=') in ('≥', '>')
                then indicators.actual_value > indicators.target_value
            when coalesce(indicators.operator, '=') in ('≤', '<')
                then indicators.actual_value < indicators.target_value
            when indicators.direction = 'positive'
                then indicators.actual_value > indicators.target_value
            when indicators.direction = 'negative'
                then indicators.actual_value < indicators.target_value
            when indicators.operator = '='
                then indicators.actual_value = indicators.target_value
        end as is_met,
        indicators.period,
        indicators.part,
        indicators.page,
        indicators.line,
        indicators.char_from,
        {{ reading_of_text('documents.reader') }} as reading
    from indicators
    inner join documents on indicators.document_id = documents.document_id
)

select * from final
