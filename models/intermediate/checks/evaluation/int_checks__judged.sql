-- The linear checks, judged, with their names: what is said of the line or statement that each
-- stands at. A view: the names of the few that differ are kept, and the marts have those of all.
-- Grain: one row per check.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

sums as (select * from {{ ref('int_checks__sums') }}),

placed as (
    select
        {{ columns_of('sums', ['check_key', 'rule_id', 'check_class', 'document_id']) }},
        coalesce(sums.place_key, heads.head_id || coalesce(' ' || sums.measure, '')) as place_key,
        coalesce(sums.table_index, heads.table_index) as table_index,
        coalesce(sums.phase, heads.phase) as phase,
        nullif(coalesce(sums.code, heads.code), '') as code,
        coalesce(sums.label, heads.label) as label,
        coalesce(sums.measure, heads.measure) as measure,
        coalesce(sums.line, heads.line) as line,
        coalesce(sums.value_unit, heads.value_unit, 'yuan') as value_unit,
        {% for name in ['printed', 'expected'] -%}
            {% for end in ['value', 'low', 'high', 'figures'] -%}
                sums.{{ name }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        sums.status
    from sums
    left join {{ ref('int_checks__heads') }} as heads on sums.head_key = heads.head_key
),

final as (
    select
        {{ check_id() }} as check_id,
        *
    from placed
)

select * from final
