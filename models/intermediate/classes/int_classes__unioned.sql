-- Both registers as what a label or a code may stand for: every name and every alias with the years
-- in which it is valid. is_confirmed: filings of several units or a notice give code and name; what
-- has less evidence names a code, and no finding rests on it.
-- Grain: one row per classification, code, valid_from_year and label_key; the register's own name
-- has is_register_name, and with it alone the grain is the register's row.
with

functional_classes as (
    select * from {{ ref('functional_classification') }}
),

functional_aliases as (
    select * from {{ ref('functional_aliases') }}
),

economic_classes as (
    select * from {{ ref('economic_classification') }}
),

economic_aliases as (
    select * from {{ ref('economic_aliases') }}
),

texts as (
    select * from {{ ref('stg_reference__texts') }}
),

unioned as (
    select
        'functional' as classification,
        functional_code as code,
        valid_from_year,
        valid_to_year,
        name,
        level,
        cast(null as {{ dbt.type_string() }}) as expense_group,
        evidence,
        true as is_register_name
    from functional_classes
    union all
    select
        'functional' as classification,
        functional_code as code,
        valid_from_year,
        valid_to_year,
        label as name,
        cast(null as {{ dbt.type_string() }}) as level,
        cast(null as {{ dbt.type_string() }}) as expense_group,
        evidence,
        false as is_register_name
    from functional_aliases
    union all
    select
        'economic' as classification,
        economic_code as code,
        valid_from_year,
        valid_to_year,
        name,
        level,
        expense_group,
        evidence,
        true as is_register_name
    from economic_classes
    union all
    select
        'economic' as classification,
        economic_code as code,
        valid_from_year,
        valid_to_year,
        label as name,
        cast(null as {{ dbt.type_string() }}) as level,
        cast(null as {{ dbt.type_string() }}) as expense_group,
        evidence,
        false as is_register_name
    from economic_aliases
),

final as (
    select
        unioned.classification,
        unioned.code,
        unioned.valid_from_year,
        unioned.valid_to_year,
        unioned.name,
        texts.label_key,
        unioned.level,
        unioned.expense_group,
        unioned.is_register_name,
        unioned.evidence in ('printed_by_several_units', 'secondary_source') as is_confirmed
    from unioned
    left join texts on unioned.name = texts.printed_text
)

select * from final
