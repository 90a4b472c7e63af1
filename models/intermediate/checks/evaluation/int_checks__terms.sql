-- The terms of all linear checks with their check. A view: what is said of a check is in
-- int_checks__judged.
-- Grain: one row per check and figure that takes part.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

terms as (
    select * from {{ ref('int_checks__linear') }}
),

checks as (
    select * from {{ ref('int_checks__judged') }}
),

final as (
    select
        {{ columns_of('checks', [
            'check_id', 'rule_id', 'check_class', 'document_id', 'place_key', 'table_index',
            'phase', 'code', 'label', 'measure', 'line',
        ]) }},
        terms.term_role,
        terms.weight,
        {{ figure_of('terms') }},
        checks.value_unit
    from terms
    inner join checks on terms.check_key = checks.check_key
)

select * from final
