-- The printed amounts as checks take them: what a rule selects by, keys that are whole numbers, and
-- the interval of the print. What an amount is called is joined to its checks in the end. A view:
-- keys and intervals cost less to make than a copy of the amounts to keep.
-- Grain: one row per amount in yuan.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

final as (
    select
        amounts.document_id,
        {{ narrow_key(['amounts.line_id']) }} as line_key,
        {{ narrow_key(['amounts.group_id']) }} as group_key,
        amounts.table_index,
        amounts.table_type,
        amounts.table_classification,
        amounts.scope,
        amounts.side,
        amounts.phase,
        amounts.measure,
        amounts.classification,
        amounts.code,
        amounts.line_code,
        amounts.line_role,
        amounts.label_key,
        amounts.tree_path,
        amounts.class_group,
        amounts.revenue_source,
        amounts.row_kind,
        amounts.row_no,
        amounts.column_no,
        amounts.line,
        amounts.mapping_method,
        amounts.year_printed is null and amounts.shown_by is null as is_of_table,
        amounts.placement = 'ambiguous' as is_ambiguous,
        amounts.rounding_unit_yuan,
        {{ amount_term('amounts') }}
    from {{ ref('int_amounts__classified') }} as amounts
    where amounts.amount_yuan is not null
)

select * from final
