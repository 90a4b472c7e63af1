-- Codes before a change, each with its lineage, and its one successor where the lineage is not
-- split; kind is null of a code that only took others in.
-- Grain: one row per classification, year of change and old code.
with

links as (
    select * from {{ ref('int_classes__lineage') }}
),

final as (
    select
        classification,
        change_year,
        old_code,
        lineage,
        is_split,
        remains,
        min(case when not is_split then new_code end) as new_code,
        min(case when kind <> 'kept' then kind end) as kind
    from links
    group by classification, change_year, old_code, lineage, is_split, remains
)

select * from final
