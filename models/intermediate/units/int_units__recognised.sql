-- The units that have filed or are listed, with the region that their printed name begins with: the
-- longest form of a region (or central body) that begins the name, after the name of a party or
-- body. Nothing is guessed: a form of several regions, of which not one alone was there in that
-- year, a name of an area that the standard does not code, or no form leaves the region null, for a
-- steward. A street or a township (街道, 镇, 乡) has the level and the region of the district or county
-- that its name begins with. Names meet forms by equality of their beginnings, so that the cost
-- grows with the names alone.
-- Grain: one row per unit.
with

forms as (
    select * from {{ ref('int_regions__named') }}
),

regions as (
    select * from {{ ref('regions') }}
),

parts as (
    select * from {{ ref('unit_name_parts') }}
),

answers as (
    select * from {{ ref('int_answers__folded') }}
    where kind = 'region'
),

units as (
    select
        unit_id,
        unit_name_printed,
        unit_name_folded as name,
        reporting_level,
        fiscal_year
    from {{ ref('int_units__named') }}
),

prefix_lengths as (
    select distinct length(part) as prefix_length
    from parts
    where kind = 'prefix'
),

headless as (
    select
        unit_id,
        name as rest,
        fiscal_year
    from units
    union all
    select
        units.unit_id,
        substr(units.name, prefix_lengths.prefix_length + 1) as rest,
        units.fiscal_year
    from units
    cross join prefix_lengths
    inner join parts
        on
            parts.kind = 'prefix'
            and substr(units.name, 1, prefix_lengths.prefix_length) = parts.part
),

form_lengths as (
    select distinct form_length
    from forms
),

begun as (
    select
        headless.unit_id,
        headless.rest,
        forms.form_length,
        forms.region_code,
        case
            when headless.fiscal_year between forms.valid_from_year and forms.valid_to_year then 1
            else 0
        end as is_valid,
        max(forms.form_length) over (partition by headless.unit_id) as longest
    from headless
    inner join form_lengths on form_lengths.form_length <= length(headless.rest)
    inner join forms
        on
            form_lengths.form_length = forms.form_length
            and substr(headless.rest, 1, form_lengths.form_length) = forms.form
),

candidates as (
    select
        unit_id,
        region_code,
        max(is_valid) as is_valid,
        max(substr(rest, form_length + 1)) as behind
    from begun
    where form_length = longest
    group by unit_id, region_code
),

-- one region bears the name, or one alone in that year
counted as (
    select
        *,
        count(*) over (partition by unit_id) as regions_named,
        sum(is_valid) over (partition by unit_id) as regions_valid
    from candidates
),

levels as (
    select distinct
        region_code,
        admin_level
    from regions
),

settled as (
    select
        counted.unit_id,
        counted.region_code,
        counted.behind,
        levels.admin_level
    from counted
    inner join levels on counted.region_code = levels.region_code
    where
        counted.regions_named = 1
        or (counted.regions_valid = 1 and counted.is_valid = 1)
),

-- an area within the region that has a government of its own and no code, or no known one
areas as (
    select distinct settled.unit_id
    from settled
    inner join parts
        on
            parts.kind = 'special_area'
            and settled.admin_level <> 'central'
            and substr(settled.behind, 1, 14) like '%' || parts.part || '%'
    union
    select unit_id
    from settled
    where
        admin_level in ('provincial', 'sub_provincial', 'prefecture')
        and regexp_replace(behind, '^[^省市区县旗]{1,7}(县|旗)', '') <> behind
),

recognised as (
    select
        settled.unit_id,
        settled.region_code
    from settled
    left join areas on settled.unit_id = areas.unit_id
    where areas.unit_id is null
),

coded as (
    select
        units.unit_id,
        units.unit_name_printed,
        units.reporting_level,
        units.fiscal_year,
        coalesce(answers.answer, recognised.region_code) as region_code
    from units
    left join recognised on units.unit_id = recognised.unit_id
    left join answers on units.name = answers.folded_text
),

-- a code has kept its name, or has that of the unit's year
names as (
    select
        coded.unit_id,
        regions.region_name,
        regions.admin_level,
        row_number() over (
            partition by coded.unit_id
            order by
                case
                    when
                        coded.fiscal_year between coalesce(regions.valid_from_year, 0)
                        and coalesce(regions.valid_to_year, 9999) then 0
                    else 1
                end,
                regions.valid_from_year desc
        ) as fit
    from coded
    inner join regions on coded.region_code = regions.region_code
),

final as (
    select
        coded.unit_id,
        coded.unit_name_printed,
        coded.reporting_level,
        names.admin_level,
        case when names.unit_id is not null then coded.region_code end as region_code,
        names.region_name
    from coded
    left join names
        on
            coded.unit_id = names.unit_id
            and names.fit = 1
)

select * from final
