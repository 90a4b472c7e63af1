-- The economic classifications (支出经济分类) with their years, and the codes that documents print and
-- the register does not know: local sub-codes under a national one, and unknown ones.
-- Grain: one row per economic code and span of years; of a code in no register, one row.
{{ config(tags=['across_units']) }}

with

register as (
    select * from {{ ref('economic_classification') }}
),

unregistered as (
    select
        code as economic_code,
        min(fiscal_year) as valid_from_year,
        max(fiscal_year) as valid_to_year,
        min(name) as name,
        min(level) as level,
        min(expense_group) as expense_group
    from {{ ref('int_classes__printed') }}
    where classification = 'economic'
    group by code
),

unioned as (
    select
        economic_code,
        system,
        valid_from_year,
        valid_to_year,
        name,
        name_en,
        level,
        expense_group,
        government_code,
        evidence,
        true as is_registered
    from register
    union all
    select
        economic_code,
        case when economic_code like '5%' then 'government' else 'departmental' end as system,
        valid_from_year,
        valid_to_year,
        name,
        cast(null as {{ dbt.type_string() }}) as name_en,
        level,
        expense_group,
        cast(null as {{ dbt.type_string() }}) as government_code,
        'printed_by_document' as evidence,
        false as is_registered
    from unregistered
),

-- the register's classes above a row that are valid with it, the newest first
above as (
    select
        unioned.economic_code,
        unioned.valid_from_year,
        unioned.is_registered,
        register.name as class_name,
        register.name_en as class_name_en,
        row_number() over (
            partition by
                unioned.economic_code, unioned.valid_from_year, unioned.is_registered
            order by register.valid_from_year desc
        ) as recency
    from unioned
    inner join register
        on
            substr(unioned.economic_code, 1, 3) = register.economic_code
            and register.valid_from_year <= coalesce(unioned.valid_to_year, 9999)
            and coalesce(register.valid_to_year, 9999) >= unioned.valid_from_year
),

gfs as (
    {{ nearest_mapping('economic_to_gfs', 'unioned', 'economic_code', 'gfs_economic_code') }}
),

final as (
    select
        {{ class_key('unioned.economic_code', 'unioned', 'unioned.is_registered') }}
            as economic_class_key,
        unioned.economic_code,
        unioned.system,
        unioned.valid_from_year,
        coalesce(unioned.valid_to_year, 9999) as valid_to_year,
        unioned.name,
        unioned.name_en,
        unioned.level,
        substr(unioned.economic_code, 1, 3) as class_code,
        above.class_name,
        above.class_name_en,
        case
            when length(unioned.economic_code) >= 5 then substr(unioned.economic_code, 1, 5)
        end as national_code,
        unioned.expense_group,
        unioned.government_code,
        gfs.gfs_economic_code,
        gfs.evidence as gfs_evidence,
        gfs.doubt as gfs_doubt,
        gfs.alternative_code as gfs_alternative_code,
        unioned.evidence,
        unioned.is_registered
    from unioned
    left join above
        on
            unioned.economic_code = above.economic_code
            and unioned.valid_from_year = above.valid_from_year
            and unioned.is_registered = above.is_registered
            and above.recency = 1
    left join gfs
        on
            unioned.economic_code = gfs.economic_code
            and unioned.valid_from_year = gfs.valid_from_year
            and unioned.is_registered = gfs.is_registered
)

select * from final
