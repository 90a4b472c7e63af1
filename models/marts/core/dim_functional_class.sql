-- The functional classification (支出功能分类) with its years, and the codes that documents print and
-- the register does not know. Class and section are named as at the end of the row's validity.
-- Grain: one row per functional code and span of years; of a code in no register, one row.
{{ config(tags=['across_units']) }}

with

register as (
    select * from {{ ref('functional_classification') }}
),

unregistered as (
    select
        code as functional_code,
        min(fiscal_year) as valid_from_year,
        max(fiscal_year) as valid_to_year,
        min(name) as name,
        min(level) as level
    from {{ ref('int_classes__printed') }}
    where classification = 'functional'
    group by code
),

unioned as (
    select
        functional_code,
        valid_from_year,
        valid_to_year,
        name,
        name_en,
        level,
        evidence,
        true as is_registered
    from register
    union all
    select
        functional_code,
        valid_from_year,
        valid_to_year,
        name,
        cast(null as {{ dbt.type_string() }}) as name_en,
        level,
        'printed_by_document' as evidence,
        false as is_registered
    from unregistered
),

-- the register's rows above a row that are valid with it, the newest first
above as (
    select
        unioned.functional_code,
        unioned.valid_from_year,
        unioned.is_registered,
        register.functional_code as above_code,
        register.name as above_name,
        register.name_en as above_name_en,
        row_number() over (
            partition by
                unioned.functional_code, unioned.valid_from_year, unioned.is_registered,
                register.functional_code
            order by register.valid_from_year desc
        ) as recency
    from unioned
    inner join register
        on
            substr(unioned.functional_code, 1, length(register.functional_code))
            = register.functional_code
            and register.valid_from_year <= coalesce(unioned.valid_to_year, 9999)
            and coalesce(register.valid_to_year, 9999) >= unioned.valid_from_year
    where length(register.functional_code) in (3, 5)
),

cofog as (
    {{ nearest_mapping('functional_to_cofog', 'unioned', 'functional_code', 'cofog_code') }}
),

final as (
    select
        {{ class_key('unioned.functional_code', 'unioned', 'unioned.is_registered') }}
            as functional_class_key,
        unioned.functional_code,
        unioned.valid_from_year,
        coalesce(unioned.valid_to_year, 9999) as valid_to_year,
        unioned.name,
        unioned.name_en,
        unioned.level,
        substr(unioned.functional_code, 1, 3) as class_code,
        classes.above_name as class_name,
        classes.above_name_en as class_name_en,
        case
            when length(unioned.functional_code) >= 5 then substr(unioned.functional_code, 1, 5)
        end as section_code,
        sections.above_name as section_name,
        sections.above_name_en as section_name_en,
        cofog.cofog_code,
        cofog.evidence as cofog_evidence,
        cofog.doubt as cofog_doubt,
        cofog.alternative_code as cofog_alternative_code,
        unioned.evidence,
        unioned.is_registered
    from unioned
    left join above as classes
        on
            unioned.functional_code = classes.functional_code
            and unioned.valid_from_year = classes.valid_from_year
            and unioned.is_registered = classes.is_registered
            and length(classes.above_code) = 3
            and classes.recency = 1
    left join above as sections
        on
            unioned.functional_code = sections.functional_code
            and unioned.valid_from_year = sections.valid_from_year
            and unioned.is_registered = sections.is_registered
            and length(sections.above_code) = 5
            and sections.recency = 1
    left join cofog
        on
            unioned.functional_code = cofog.functional_code
            and unioned.valid_from_year = cofog.valid_from_year
            and unioned.is_registered = cofog.is_registered
)

select * from final
