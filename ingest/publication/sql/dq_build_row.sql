-- What this build holds, and how well.
insert into history.dq_build by name
with

quality as (
    select
        count(*) as documents,
        count(distinct unit_id) as units,
        sum(amounts) as amounts,
        sum(numbers_printed) as numbers_printed,
        sum(figures_unaccounted) as figures_unaccounted,
        sum(unmapped) as unmapped,
        sum(checks) as checks,
        sum(agrees) as agrees,
        sum(agrees_within_rounding) as agrees_within_rounding,
        sum(differs) as differs,
        sum(not_checkable) as not_checkable,
    from marts.dq_document
    where is_current
),

severities as (
    select severity, count(*) as faults
    from marts.dq_fault
    where is_current
    group by severity
),

faults as (
    select
        coalesce(sum(faults), 0) as faults,
        coalesce(map_from_entries(list((severity, faults) order by severity)), map {})
            as faults_by_severity,
    from severities
)

select
    $build_id as build_id,
    $kind as kind,
    $built_at as built_at,
    $version as version,
    $code_sha256 as code_sha256,
    $set_aside as set_aside,
    quality.*,
    faults.*
from quality
cross join faults
