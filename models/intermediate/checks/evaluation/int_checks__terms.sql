-- The terms of all linear checks with their check. A view: what is said of a check is in
-- int_checks__judged.
-- Grain: one row per check and figure that takes part.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

final as (
    select
        {{ columns_of('checks', [
            'check_id', 'rule_id', 'check_class', 'document_id', 'place_key', 'table_index',
            'phase', 'code', 'label', 'measure', 'line',
        ]) }},
        terms.term_role, terms.weight,
        coalesce(terms.figure_id, amounts.amount_id) as figure_id,
        terms.value, terms.low, terms.high, checks.value_unit
    from {{ ref('int_checks__linear') }} as terms
    inner join {{ ref('int_checks__judged') }} as checks on terms.check_key = checks.check_key
    left join {{ ref('int_amounts__classified') }} as amounts
        on terms.figure_id is null and terms.figure_key = {{ narrow_key(['amounts.amount_id']) }}
)

select * from final
