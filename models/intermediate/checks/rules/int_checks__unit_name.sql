-- The row of a unit names the unit that files, or in brackets a part of it (本级). A document of
-- several units prints a row for each and is not of one unit.
-- Grain: one row per printed line of a unit.
with

known_names as (
    select units.unit_id, texts.folded_text as name
    from {{ ref('units') }} as units
    inner join {{ ref('stg_reference__texts') }} as texts on units.unit_name = texts.printed_text
    union
    select aliases.unit_id, texts.folded_text as name
    from {{ ref('unit_aliases') }} as aliases
    inner join {{ ref('stg_reference__texts') }} as texts on aliases.alias = texts.printed_text
    union
    select unit_id, unit_name_folded as name from {{ ref('stg_raw__documents') }}
),

lines as (
    select
        *,
        count(*) over (partition by group_key) as units_in_table
    from {{ ref('int_checks__lines_printed') }}
    where row_kind = 'unit' and label_printed is not null
),

final as (
    select
        'unit_name' as rule_id, 'entity' as check_class, lines.document_id,
        lines.line_id as place_key, lines.table_index, lines.label_printed as label, lines.line,
        lines.label_printed as printed_text, documents.unit_name_printed as expected_text,
        case
            when exists (
                select 1 from known_names
                where
                    documents.unit_id = known_names.unit_id
                    and (
                        lines.label_folded = known_names.name
                        or {{ is_prefix("concat(known_names.name, '(')", 'lines.label_folded') }}
                    )
            ) then 'agrees'
            else 'differs'
        end as status
    from lines
    inner join {{ ref('stg_raw__documents') }} as documents
        on lines.document_id = documents.document_id
    where lines.units_in_table = 1
)

select * from final
