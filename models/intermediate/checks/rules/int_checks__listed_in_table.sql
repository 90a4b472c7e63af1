-- What the text lists as a part has an amount in the tables; one printed as zero may round to it. A
-- name that no register knows is not checkable.
-- Grain: one row per listed name.
with

final as (
    select
        'listed_in_table' as rule_id, 'text_vs_table' as check_class, listed.document_id,
        listed.name_id as place_key,
        min(listed.part_code) as code,
        min(listed.name_printed) as label,
        min(listed.line) as line,
        min(listed.name_printed) as printed_text,
        case when count(printed.part_code) > 0 then min(listed.name_printed) end as expected_text,
        case
            when count(listed.part_code) = 0 then 'not_checkable'
            when max(printed.is_some) = 1 then 'agrees'
            when count(printed.part_code) > 0 then 'agrees_within_rounding'
            else 'differs'
        end as status
    from {{ ref('int_checks__names_listed') }} as listed
    left join {{ ref('int_checks__parts_printed') }} as printed
        on {{ same('listed', 'printed', ['document_id', 'parts', 'part_code']) }}
    group by listed.document_id, listed.name_id
)

select * from final
