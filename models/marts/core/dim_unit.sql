-- The units that have filed: those of the register, and those that it does not know yet, with the
-- name that their newest document prints.
-- Grain: one row per unit.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

units as (
    select * from {{ ref('units') }}
),

filed as (
    select
        unit_id,
        unit_name_printed,
        row_number() over (
            partition by unit_id
            order by fiscal_year desc, edition desc, document_id desc
        ) as recency
    from documents
),

final as (
    select
        filed.unit_id,
        coalesce(units.unit_name, filed.unit_name_printed) as unit_name,
        units.unit_name_en,
        units.short_name,
        units.admin_level,
        units.region_code,
        units.region_name,
        units.parent_department,
        units.printed_unit_codes,
        units.unit_id is not null as is_registered
    from filed
    left join units on filed.unit_id = units.unit_id
    where filed.recency = 1
)

select * from final
