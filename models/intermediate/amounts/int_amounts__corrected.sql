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

final as (
    select
        corrections.correction_id,
        corrections.document_id,
        amounts.amount_id,
        amounts.amount_yuan,
        {{ money(
            parse_amount(figure_text('corrections.corrected_text')) ~ ' * '
            ~ yuan_per_unit('tables.money_unit')
        ) }} as corrected_yuan,
        corrections.carries,
        case
            when corrections.carries = 'corrected'
                then
                    {{ money(
                        parse_amount(figure_text('corrections.corrected_text')) ~ ' * '
                        ~ yuan_per_unit('tables.money_unit')
                    ) }}
        end as carried_yuan,
        corrections.reason,
        corrections.decided_by,
        corrections.decided_on
    from corrections
    left join amounts
        on
            corrections.document_id = amounts.document_id
            and corrections.table_type = amounts.table_type
            and corrections.line = amounts.line
            and corrections.measure = amounts.measure
            and coalesce(corrections.code, '') = coalesce(amounts.code, '')
            and corrections.printed_text = amounts.printed_text
    left join tables
        on
            amounts.document_id = tables.document_id
            and amounts.table_index = tables.table_index
)

select * from final
