-- The units that have filed, by the name and level that their newest document says, those that a
-- department's documents list, which are parts of it, and those that a document names as the body
-- above its unit. What a unit says of itself comes before what its department's list says, and that
-- before what its units say. Of several departments that list a unit the newest document's is its
-- parent.
-- Grain: one row per unit.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

blocks as (
    select * from {{ ref('stg_raw__blocks') }}
),

named as (
    select
        unit_id,
        unit_name_printed,
        unit_name_folded,
        reporting_level,
        fiscal_year,
        edition,
        document_id,
        cast(null as {{ dbt.type_string() }}) as parent_unit_id,
        0 as told_by
    from documents
    union all
    select distinct
        blocks.listed_unit_id as unit_id,
        blocks.unit_name_printed,
        blocks.unit_name_folded,
        'unit' as reporting_level,
        documents.fiscal_year,
        documents.edition,
        blocks.document_id,
        documents.unit_id as parent_unit_id,
        1 as told_by
    from blocks
    inner join documents on blocks.document_id = documents.document_id
    union all
    select
        parent_unit_id as unit_id,
        parent_name_printed as unit_name_printed,
        parent_name_printed as unit_name_folded,
        cast(null as {{ dbt.type_string() }}) as reporting_level,
        fiscal_year,
        edition,
        document_id,
        cast(null as {{ dbt.type_string() }}) as parent_unit_id,
        2 as told_by
    from documents
    where parent_unit_id is not null
),

ranked as (
    select
        *,
        min(told_by) over (partition by unit_id) = 0 as has_filed,
        row_number() over (
            partition by unit_id
            order by
                told_by asc,
                fiscal_year desc,
                edition desc,
                document_id desc,
                unit_name_printed asc
        ) as recency,
        row_number() over (
            partition by unit_id, told_by
            order by fiscal_year desc, edition desc, document_id desc, unit_name_printed asc
        ) as recency_of_kind
    from named
),

parents as (
    select
        unit_id,
        parent_unit_id
    from ranked
    where told_by = 1 and recency_of_kind = 1
),

final as (
    select
        ranked.unit_id,
        ranked.unit_name_printed,
        ranked.unit_name_folded,
        ranked.reporting_level,
        ranked.fiscal_year,
        ranked.has_filed,
        parents.parent_unit_id
    from ranked
    left join parents on ranked.unit_id = parents.unit_id
    where ranked.recency = 1
)

select * from final
