-- The printed amounts as checks take them: what a rule selects by, keys that are whole numbers, and
-- the interval of the print. What an amount is called is joined to its checks in the end. A view:
-- keys and intervals cost less to make than a copy of the amounts to keep.
-- Grain: one row per amount in yuan.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

final as (
    select
        amounts.document_id,
        {{ narrow_key(['amounts.amount_id']) }} as figure_key,
        {{ narrow_key(['amounts.line_id']) }} as line_key,
        {{ narrow_key(['amounts.group_id']) }} as group_key,
        {{ columns_of('amounts', [
            'table_index', 'table_type', 'table_classification', 'scope', 'side', 'phase',
            'measure', 'classification', 'code', 'line_code', 'line_role', 'label_key',
            'tree_path', 'class_group', 'revenue_source', 'row_kind', 'row_no', 'column_no',
            'line', 'mapping_method',
        ]) }},
        amounts.year_printed is null and amounts.shown_by is null as is_of_table,
        amounts.placement = 'ambiguous' as is_ambiguous,
        amounts.rounding_unit_yuan,
        {{ amount_term('amounts') }}
    from {{ ref('int_amounts__classified') }} as amounts
    where amounts.amount_yuan is not null
)

select * from final
