-- The printed lines of tables with their amounts' keys, for rules over lines.
-- Grain: one row per printed line.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

final as (
    select
        line_id,
        min(document_id) as document_id,
        min(fiscal_year) as fiscal_year,
        min(table_index) as table_index,
        min(group_id) as group_id,
        min(table_type) as table_type,
        min(classification) as classification,
        min(table_classification) as table_classification,
        min(row_kind) as row_kind,
        min(row_no) as row_no,
        min(code_printed) as code_printed,
        min(code_folded) as code_folded,
        min(code) as code,
        min(label) as label,
        min(label_printed) as label_printed,
        min(label_folded) as label_folded,
        min(label_key) as label_key,
        min(mapping_method) as mapping_method,
        min(tree_path) as tree_path,
        min(line) as line,
        {{ joined_text('amount_id') }} as figure_ids
    from amounts
    group by line_id
)

select * from final
