-- A unit: its names, and where it stands.
select
    unit_id,
    unit_name,
    coalesce(short_name, unit_name) as unit,
    unit_name_en,
    admin_level,
    region_name,
    is_registered
from marts.dim_unit
where unit_id = getvariable('unit_id')
