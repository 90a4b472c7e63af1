-- A later edition has the tables that those before it have. One that a steward has confirmed says
-- nothing, and neither does one with a table of no known type, which may be the one that is missed.
-- Grain: one row per edition that has one before it.
with

tables as (
    select
        document_id,
        min(line) as line,
        max(
            case when table_type is null and status <> 'announced_missing' then 1 else 0 end
        ) as has_unknown
    from {{ ref('stg_raw__tables') }}
    group by document_id
),

final as (
    select
        'edition_tables' as rule_id, 'revision' as check_class, editions.document_id,
        'document' as place_key,
        coalesce(tables.line, 1) as line,
        replace(editions.lost_tables, ' ', '、') as expected_text,
        case
            when editions.lost_tables is null then 'agrees'
            when editions.is_asked and coalesce(tables.has_unknown, 0) = 0 then 'differs'
            else 'not_checkable'
        end as status
    from {{ ref('stg_raw__editions') }} as editions
    left join tables on editions.document_id = tables.document_id
    where editions.edition > 1
)

select * from final
