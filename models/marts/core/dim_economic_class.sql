-- The economic classifications (支出经济分类) with their years, and the codes that documents print and
-- the register does not know: local sub-codes under a national one, and unknown ones.
-- Grain: one row per economic code and valid_from_year.
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

final as (
    select
        economic_code,
        system,
        valid_from_year,
        valid_to_year,
        name,
        name_en,
        level,
        substr(economic_code, 1, 3) as class_code,
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
        substr(economic_code, 1, 3) as class_code,
        expense_group,
        cast(null as {{ dbt.type_string() }}) as government_code,
        'printed_by_document' as evidence,
        false as is_registered
    from unregistered
)

select * from final
