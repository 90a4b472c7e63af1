-- The corrections of stewards (seed corrections) joined to the amounts that they correct. What was
-- published stays; the corrected value stands beside it, and facts carry it only if the entry says
-- so. An entry that no longer finds what it expects to be printed has no amount, and a test fails.
-- A view: it has every entry of the seed, so a table made of some units' documents alone, as in an
-- incremental build, would have the other units' entries once more.
-- Grain: one row per correction.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

corrections as (
    select * from {{ ref('corrections') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

texts as (
    select * from {{ ref('stg_reference__texts') }}
),

figures as (
    select
        corrections.*,
        replace(replace(texts.folded_text, ',', ''), '−', '-') as figure
    from corrections
    left join texts on corrections.corrected_text = texts.printed_text
),

final as (
    select
        figures.correction_id,
        figures.document_id,
        amounts.amount_id,
        amounts.amount_yuan,
        {{ money(
            parse_amount('figures.figure') ~ ' * tables.yuan_per_unit'
        ) }} as corrected_yuan,
        figures.carries,
        case
            when figures.carries = 'corrected'
                then
                    {{ money(
                        parse_amount('figures.figure') ~ ' * tables.yuan_per_unit'
                    ) }}
        end as carried_yuan,
        figures.reason,
        figures.decided_by,
        figures.decided_on
    from figures
    left join amounts
        on
            figures.document_id = amounts.document_id
            and figures.table_type = amounts.table_type
            and figures.line = amounts.line
            and figures.measure = amounts.measure
            and coalesce(figures.code, '') = coalesce(amounts.code, '')
            and figures.printed_text = amounts.printed_text
    left join tables
        on
            amounts.document_id = tables.document_id
            and amounts.table_index = tables.table_index
)

select * from final
