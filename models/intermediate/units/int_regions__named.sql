-- Every way in which a unit's name may begin with its region or with the central body it is of: the
-- region's own name, alone or after the names of the regions above it, each long or short.
-- A name of two characters says too little by itself (郊区, 城区), unless it is a county's (寿县).
-- Grain: one row per form, region and first year.
with

regions as (
    select * from {{ ref('regions') }}
),

bodies as (
    select * from {{ ref('central_bodies') }}
),

written as (
    select
        *,
        region_name as form
    from regions
    where admin_level <> 'central'
    union all
    select
        *,
        short_name as form
    from regions
    where short_name <> ''
),

provinces as (
    select * from written
    where admin_level = 'provincial'
),

-- the short name of a province begins the names of bodies that are not its own (a university, say)
own as (
    select * from written
    where admin_level <> 'provincial' or form = region_name
),

prefectures as (
    select * from own
    where admin_level in ('prefecture', 'sub_provincial')
),

named as (
    select
        form,
        region_code,
        valid_from_year,
        valid_to_year
    from own
    where admin_level <> 'county' or length(form) > 2 or form like '%县'
    union all
    select
        provinces.form || own.form as form,
        own.region_code,
        own.valid_from_year,
        own.valid_to_year
    from own
    inner join provinces on substr(own.region_code, 1, 2) = substr(provinces.region_code, 1, 2)
    where own.admin_level <> 'provincial'
    union all
    select
        prefectures.form || own.form as form,
        own.region_code,
        own.valid_from_year,
        own.valid_to_year
    from own
    inner join prefectures on own.parent_code = prefectures.region_code
    union all
    select
        provinces.form || prefectures.form || own.form as form,
        own.region_code,
        own.valid_from_year,
        own.valid_to_year
    from own
    inner join prefectures on own.parent_code = prefectures.region_code
    inner join provinces on prefectures.parent_code = provinces.region_code
    union all
    select
        body_name as form,
        '100000' as region_code,
        valid_from_year,
        valid_to_year
    from bodies
),

final as (
    select
        form,
        region_code,
        coalesce(valid_from_year, 0) as valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year,
        length(form) as form_length
    from named
    group by form, region_code, valid_from_year, valid_to_year
)

select * from final
