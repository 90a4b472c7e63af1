-- The linear checks with their final status: a difference that depends on an ambiguously placed
-- figure is not_checkable. A view: all else is int_checks__judged, which is a table.
-- Grain: one row per check.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

judged as (
    select * from {{ ref('int_checks__judged') }}
),

unsettled as (
    select * from {{ ref('int_checks__unsettled') }}
),

final as (
    select
        judged.check_id,
        judged.rule_id,
        judged.check_class,
        judged.document_id,
        judged.place_key,
        judged.table_index,
        judged.phase,
        judged.code,
        judged.label,
        judged.measure,
        judged.line,
        judged.value_unit,
        {% for name in ['printed', 'expected'] -%}
            {% for end in ['value', 'low', 'high'] -%}
                judged.{{ name }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        judged.printed_figures,
        judged.expected_figures,
        judged.evidence_figure_ids,
        case
            when unsettled.check_id is not null and judged.status = 'differs'
                then 'not_checkable'
            else judged.status
        end as status
    from judged
    left join unsettled on judged.check_id = unsettled.check_id
)

select * from final
