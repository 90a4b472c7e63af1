-- The text calls the unit by the name of its tables or the end of that name. A name shorter by
-- three parts in ten and more than the other is an abbreviation (省检察院, 政协某县委员会), which says
-- nothing.
-- Grain: one row per name of the unit in the text.
with

named as (
    select told.*, documents.unit_name_printed, documents.unit_name_folded as unit_name
    from {{ ref('stg_raw__names') }} as told
    inner join {{ ref('stg_raw__documents') }} as documents
        on told.document_id = documents.document_id
    where told.kind = 'unit'
),

final as (
    select
        'unit_in_text' as rule_id, 'entity' as check_class, document_id, name_id as place_key,
        name_printed as label, line, name_printed as printed_text,
        unit_name_printed as expected_text, case
            when
                name = unit_name
                or name = substring(unit_name, length(unit_name) - length(name) + 1, length(name))
                then 'agrees'
            when
                10 * length(name) > 7 * length(unit_name)
                and 10 * length(unit_name) > 7 * length(name)
                and substring(name, length(name) - 1, 2)
                = substring(unit_name, length(unit_name) - 1, 2)
                then 'differs'
            else 'not_checkable'
        end as status
    from named
)

select * from final
