-- Where checks stand: the printed lines of tables and the statements of the text, with what they
-- are called. A view: it is read once, when the checks are judged.
-- Grain: one row per line or statement.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

final as (
    select
        line_key as head_key, line_id as head_id, document_id, table_index, phase, code, label,
        cast(null as {{ dbt.type_string() }}) as measure, line, 'yuan' as value_unit
    from {{ ref('int_checks__lines_printed') }}
    union all
    select
        {{ narrow_key(['figure_id']) }} as head_key,
        figure_id as head_id, document_id, cast(null as integer) as table_index, phase, code,
        subject as label,
        coalesce(item, metric) as measure,
        line, value_unit
    from {{ ref('int_checks__stated') }}
)

select * from final
