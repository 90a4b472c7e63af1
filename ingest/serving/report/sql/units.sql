-- The units of the report, with what they filed, how far back it reaches and what is to be settled.
with

documents as (
    select
        document_id,
        unit_id,
        fiscal_year,
        stage,
    from marts.dim_document
    where is_current
),

findings as (
    select document_id, count(*) as findings
    from marts.dq_fault
    where is_current
    group by all
),

filed as (
    select
        documents.unit_id,
        count(*) as documents,
        coalesce(sum(findings.findings), 0)::integer as findings,
        min(quality.score) as score,
    from documents
    left join findings using (document_id)
    left join marts.dq_document as quality using (document_id)
    group by documents.unit_id
),

-- A document tells of other years beside its own.
years as (
    select
        unit_id,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year,
    from marts.cmp_unit_year
    group by unit_id
)

select
    units.unit_id,
    units.unit_name,
    units.admin_level,
    units.region_name,
    filed.documents,
    years.first_year,
    years.last_year,
    filed.findings,
    filed.score
from filed
inner join marts.dim_unit as units using (unit_id)
left join years using (unit_id)
where coalesce(list_contains(getvariable('units'), units.unit_id), true)
order by
    units.admin_level is null,
    list_position(getvariable('levels'), units.admin_level),
    units.unit_id
