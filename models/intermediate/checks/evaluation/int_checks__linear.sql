-- The terms of all linear checks: a printed quantity and the weighted parts that should make it. A
-- view: each class of terms is a table, and a copy of them all would be the largest table of the
-- warehouse.
-- Grain: one row per check and figure that takes part.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

{% set models = [
    'hierarchy', 'row_identity', 'printed_formula', 'tied_lines', 'tied_codes', 'text_vs_table',
    'narrative_sum', 'performance', 'line_of_form', 'items_of_form', 'parts_blank', 'revision',
    'printed_elsewhere',
] -%}
unioned as (
    {{ unioned_by_name(models | map('replace', '', 'int_checks__', 1) | list, term_columns()) }}
),

final as (
    select
        {{ narrow_key(['document_id', 'rule_id', 'head_key', 'place_key', 'measure']) }}
            as check_key,
        coalesce(weight, 1) as weight,
        {{ term_columns().keys() | reject('equalto', 'weight') | join(',\n        ') }}
    from unioned
)

select * from final
