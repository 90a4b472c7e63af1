-- The units that have filed, and those that a department's documents list: units of the register,
-- and those that it does not know yet, with the name that their newest document prints and the
-- level and region that can be told from it.
-- Grain: one row per unit.
with

recognised as (
    select * from {{ ref('int_units__recognised') }}
),

named as (
    select * from {{ ref('int_units__named') }}
),

units as (
    select * from {{ ref('units') }}
),

final as (
    select
        recognised.unit_id,
        coalesce(units.unit_name, recognised.unit_name_printed) as unit_name,
        units.unit_name_en,
        units.short_name,
        coalesce(units.admin_level, recognised.admin_level) as admin_level,
        coalesce(units.region_code, recognised.region_code) as region_code,
        coalesce(units.region_name, recognised.region_name) as region_name,
        units.parent_department,
        units.printed_unit_codes,
        units.unit_id is not null as is_registered,
        recognised.reporting_level,
        cast(null as {{ dbt.type_string() }}) as unit_kind,
        named.parent_unit_id,
        'CN' as country_code,
        named.has_filed
    from recognised
    inner join named on recognised.unit_id = named.unit_id
    left join units on recognised.unit_id = units.unit_id
)

select * from final
