-- The terms of all linear checks: a printed quantity and the weighted parts that should make it. A
-- view: each class of terms is a table, and a copy of them all would be the largest table of the
-- warehouse.
-- Grain: one row per check and figure that takes part.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

{% set classes = [
    'hierarchy', 'row_identity', 'printed_formula', 'cross_table', 'text_vs_table', 'narrative_sum',
    'performance', 'missing_amount', 'revision', 'printed_elsewhere',
] -%}
{# A weight is exact, as the amounts that it weighs are. -#}
{% set weight = 'cast(weight as decimal(9, 6)) as weight' -%}
final as (
    {% for class in classes -%}
        select {{ term_columns() | join(', ') | replace('weight', weight) }}
        from {{ ref('int_checks__' ~ class) }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
)

select * from final
