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
        checks.check_id,
        checks.rule_id,
        checks.check_class,
        checks.document_id,
        checks.place_key,
        checks.table_index,
        checks.phase,
        checks.code,
        checks.label,
        checks.measure,
        checks.line,
        terms.term_role,
        terms.weight,
        terms.figure_id,
        terms.value,
        terms.low,
        terms.high,
        checks.value_unit
    from terms
    inner join checks on terms.check_key = checks.check_key
)

select * from final
