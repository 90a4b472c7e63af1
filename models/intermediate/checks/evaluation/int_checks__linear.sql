-- The terms of all linear checks: a printed quantity and the weighted parts that should make it. A
-- view: each rule's terms are a table, and a copy of them all would be the largest table of the
-- warehouse.
-- Grain: one row per check and figure that takes part.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

{% set rules = rules_in('terms', [
    'change_of_amounts', 'completion_rate_in_text', 'funds_of_project', 'hierarchy', 'implied_tree', 'items_as_lines',
    'items_of_form', 'line_of_form', 'parts_blank', 'parts_of_whole', 'performance_budget',
    'printed_elsewhere', 'printed_formula', 'project_in_text', 'projects_of_table', 'revision',
    'row_identity', 'score_of_execution', 'shares_of_whole', 'sources_the_year_before',
    'text_repeated', 'text_revised', 'text_sums', 'text_vs_table', 'tied_codes', 'tied_lines',
    'total_score',
]) -%}
unioned as (
    {{ unioned_by_name(rules, term_columns()) }}
),

final as (
    select
        {{ narrow_key(['document_id', 'rule_id', 'head_key', 'place_key', 'measure']) }}
            as check_key,
        coalesce(weight, 1) as weight,
        coalesce(
            figure_key, case when figure_id is not null then {{ narrow_key(['figure_id']) }} end
        ) as figure_key,
        {{ term_columns().keys() | reject('in', ['weight', 'figure_key']) | join(', ') }}
    from unioned
)

select * from final
