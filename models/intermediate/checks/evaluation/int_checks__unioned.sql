-- Every evaluation of every rule in one shape, agreeing ones too, as the figures are read. A view:
-- its parts are tables, and a copy of them all would be the second largest table of the warehouse.
-- Grain: one row per check.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

unioned as (
    {{ unioned_by_name(
        ['int_checks__judged', 'int_checks__narrative_arithmetic', 'int_checks__said'],
        check_columns()
    ) }}
),

final as (
    select {{ check_columns().keys() | join(', ') }} from unioned
)

select * from final
