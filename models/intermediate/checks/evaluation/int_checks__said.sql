-- The checks that are not sums: of names, codes, numbers and what a document has to have. A view:
-- each rule is a table.
-- Grain: one row per check.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

{% set rules = rules_in('rules', [
    'average', 'class_of_unit_kind', 'codes_in_order', 'compared_with_unlike',
    'decimals_in_tables', 'edition_tables',
    'indicators_in_order', 'items_complete', 'label_of_code', 'levels_complete',
    'listed_in_table', 'money_unit_declared', 'name_in_register', 'ordinals',
    'part_above_whole', 'performance_money', 'project_name', 'remarks', 'self_evaluations',
    'stale_class_name', 'statutory_table', 'table_announced', 'table_in_list', 'table_numbers',
    'tag_of_level', 'total_printed', 'unit_code', 'unit_in_text', 'unit_name',
]) -%}
unioned as (
    {{ unioned_by_name(rules, verdict_columns()) }}
),

final as (
    select
        {{ check_id() }} as check_id,
        rule_id, check_class, document_id, place_key, table_index, code, label, line, printed_text,
        expected_text, status, figure_ids as evidence_figure_ids
    from unioned
)

select * from final
