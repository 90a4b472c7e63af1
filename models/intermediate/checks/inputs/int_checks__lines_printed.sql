-- The printed lines of tables: the heads of checks over tables, and what rules over lines read.
-- What is said of a line is said of each of its amounts, so that one of them speaks for it.
-- Grain: one row per printed line.
with

amounts as (select * from {{ ref('int_amounts__classified') }}),

lines as (
    select
        count(case when amount_yuan is not null then measure end) > 0 as has_measure,
        min(line) as line,
        min({{ narrow_key(['amount_id']) }}) as figure_key
    from amounts
    group by {{ narrow_key(['line_id']) }}
),

final as (
    select
        {{ narrow_key(['amounts.line_id']) }} as line_key,
        {{ narrow_key(['amounts.group_id']) }} as group_key,
        {% for name in [
            'line_id', 'group_id', 'row_kind', 'document_id', 'fiscal_year', 'table_index', 'phase',
            'table_type', 'table_classification', 'classification', 'class_group', 'row_no',
            'code_printed', 'code_folded', 'code', 'label', 'label_printed', 'label_folded',
            'label_key', 'mapping_method', 'line_code', 'line_role', 'tree_path',
        ] -%}
            amounts.{{ name }},
        {% endfor -%}
        coalesce(amounts.side, 'expenditure') as side,
        lines.has_measure, lines.line
    from lines
    inner join amounts on lines.figure_key = {{ narrow_key(['amounts.amount_id']) }}
)

select * from final
