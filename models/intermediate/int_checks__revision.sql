-- Terms of a filing against the edition before it: what a place showed and what it shows now.
-- Grain: one row per place that both editions print and amount behind it.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

places as (
    select * from {{ ref('int_checks__places') }}
),

editions as (
    select
        newer.document_id,
        older.document_id as older_id
    from documents as newer
    inner join documents as older
        on
            newer.unit_id = older.unit_id
            and newer.fiscal_year = older.fiscal_year
            and newer.stage = older.stage
            and newer.edition = older.edition + 1
),

newer_places as (
    select
        editions.document_id,
        'printed' as term_role,
        places.table_type,
        places.table_index,
        places.side,
        places.phase,
        places.place_kind,
        places.line_key,
        places.measure,
        places.label,
        places.line,
        places.figure_id,
        places.value,
        places.low,
        places.high
    from editions
    inner join places on editions.document_id = places.document_id
),

older_places as (
    select
        editions.document_id,
        'part' as term_role,
        places.table_type,
        places.table_index,
        places.side,
        places.phase,
        places.place_kind,
        places.line_key,
        places.measure,
        places.label,
        places.line,
        places.figure_id,
        places.value,
        places.low,
        places.high
    from editions
    inner join places on editions.older_id = places.document_id
),

heads as (
    select
        newer_places.document_id,
        newer_places.table_type,
        newer_places.side,
        newer_places.phase,
        newer_places.place_kind,
        newer_places.line_key,
        newer_places.measure,
        min(newer_places.table_index) as table_index,
        min(newer_places.label) as label,
        min(newer_places.line) as line
    from newer_places
    inner join older_places
        on
            newer_places.document_id = older_places.document_id
            and newer_places.table_type = older_places.table_type
            and newer_places.side = older_places.side
            and newer_places.phase = older_places.phase
            and newer_places.place_kind = older_places.place_kind
            and newer_places.line_key = older_places.line_key
            and newer_places.measure = older_places.measure
    group by
        newer_places.document_id,
        newer_places.table_type,
        newer_places.side,
        newer_places.phase,
        newer_places.place_kind,
        newer_places.line_key,
        newer_places.measure
),

unioned as (
    select * from newer_places
    union all
    select * from older_places
),

final as (
    select
        'edition_before' as rule_id,
        'revision' as check_class,
        heads.document_id,
        heads.table_type || ' ' || heads.side || ' ' || heads.phase || ' ' || heads.place_kind
        || ' ' || heads.line_key || ' ' || heads.measure as place_key,
        heads.table_index,
        heads.phase,
        case when heads.place_kind = 'code' then heads.line_key end as code,
        heads.label,
        heads.measure,
        heads.line,
        unioned.term_role,
        1 as weight,
        unioned.figure_id,
        unioned.value,
        unioned.low,
        unioned.high,
        'yuan' as value_unit
    from heads
    inner join unioned
        on
            heads.document_id = unioned.document_id
            and heads.table_type = unioned.table_type
            and heads.side = unioned.side
            and heads.phase = unioned.phase
            and heads.place_kind = unioned.place_kind
            and heads.line_key = unioned.line_key
            and heads.measure = unioned.measure
)

select * from final
