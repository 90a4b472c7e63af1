-- The printed lines of tables: the heads of checks over tables, and what rules over lines read.
-- What is said of a line is said of each of its amounts. A view: each reader needs a few columns.
-- Grain: one row per printed line.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

final as (
    select
        {{ narrow_key(['line_id']) }} as line_key,
        {{ narrow_key(['group_id']) }} as group_key,
        line_id,
        group_id,
        row_kind,
        {% for name in [
            'document_id', 'fiscal_year', 'table_index', 'phase', 'table_type',
            'table_classification', 'classification', 'class_group', 'row_no',
            'code_printed', 'code_folded', 'code', 'label', 'label_printed', 'label_folded',
            'label_key', 'mapping_method', 'line_code', 'line_role', 'tree_path',
        ] -%}
            any_value({{ name }}) as {{ name }},
        {% endfor -%}
        coalesce(any_value(side), 'expenditure') as side,
        count(case when amount_yuan is not null then measure end) > 0 as has_measure,
        min(line) as line,
        {{ joined_text('amount_id') }} as figure_ids
    from {{ ref('int_amounts__classified') }}
    group by line_id, group_id, row_kind
)

select * from final
