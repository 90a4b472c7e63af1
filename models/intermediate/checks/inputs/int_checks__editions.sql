-- Which edition of a filing came before which. A withdrawn edition leaves a gap in the numbers. A
-- view: of most documents there is one edition.
-- Grain: one row per edition that has one before it.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

editions as (
    select
        document_id,
        lag(document_id) over (
            partition by unit_id, fiscal_year, stage
            order by edition
        ) as older_id
    from {{ ref('stg_raw__documents') }}
),

final as (
    select * from editions
    where older_id is not null
)

select * from final
