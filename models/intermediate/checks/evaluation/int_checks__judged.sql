-- The linear checks, judged, with their names: what is said of the line or statement that each
-- stands at. A view: the names of the few that differ are kept, and the marts have those of all.
-- Grain: one row per check.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

{%- set given = ['place_key', 'table_index', 'phase', 'code', 'label', 'line', 'value_unit'] %}
with

sums as (select * from {{ ref('int_checks__sums') }}),

-- what a rule says of its checks itself: most leave all to the line or statement
named as (
    select
        {% for name in given -%}
            min({{ name }}) as {{ name }},
        {% endfor -%}
        check_key
    from {{ ref('int_checks__linear') }}
    where {{ given | join(' is not null or ') }} is not null
    group by check_key
),

placed as (
    select
        {{ columns_of('sums', ['check_key', 'rule_id', 'check_class', 'document_id']) }},
        coalesce(named.place_key, heads.head_id || coalesce(' ' || sums.measure, '')) as place_key,
        coalesce(named.table_index, heads.table_index) as table_index,
        coalesce(named.phase, heads.phase) as phase,
        nullif(coalesce(named.code, heads.code), '') as code,
        coalesce(named.label, heads.label) as label,
        coalesce(sums.measure, heads.measure) as measure,
        coalesce(named.line, heads.line) as line,
        coalesce(named.value_unit, heads.value_unit, 'yuan') as value_unit,
        {% for name in ['printed', 'expected'] -%}
            {% for end in ['value', 'low', 'high', 'figures'] -%}
                sums.{{ name }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        sums.status
    from sums
    left join named on sums.check_key = named.check_key
    left join {{ ref('int_checks__heads') }} as heads on sums.head_key = heads.head_key
),

final as (
    select {{ check_id() }} as check_id, * from placed
)

select * from final
