-- The units that have filed, those that a department's documents list, and those that a document
-- names as the body above its unit: units of the register, and those that it does not know yet,
-- with the name that their newest document prints and the level and region that can be told from
-- it. What kind of unit it is, and under which body, its own documents say, the newest that says
-- it; else its department's list says under which.
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

kinds as (
    select * from {{ ref('unit_kinds') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

said_kinds as (
    select
        documents.unit_id,
        kinds.unit_kind,
        row_number() over (
            partition by documents.unit_id
            order by documents.fiscal_year desc, documents.edition desc, documents.document_id desc
        ) as recency
    from documents
    inner join kinds on documents.unit_kind_printed = kinds.phrase
),

said_parents as (
    select
        unit_id,
        parent_unit_id,
        parent_name_printed,
        row_number() over (
            partition by unit_id
            order by fiscal_year desc, edition desc, document_id desc
        ) as recency
    from documents
    where parent_unit_id is not null
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
        coalesce(units.parent_department, said_parents.parent_name_printed) as parent_department,
        units.printed_unit_codes,
        units.unit_id is not null as is_registered,
        recognised.reporting_level,
        said_kinds.unit_kind,
        coalesce(said_parents.parent_unit_id, named.parent_unit_id) as parent_unit_id,
        'CN' as country_code,
        named.has_filed
    from recognised
    inner join named on recognised.unit_id = named.unit_id
    left join units on recognised.unit_id = units.unit_id
    left join said_kinds
        on
            recognised.unit_id = said_kinds.unit_id
            and said_kinds.recency = 1
    left join said_parents
        on
            recognised.unit_id = said_parents.unit_id
            and said_parents.recency = 1
)

select * from final
