-- A table that prints items prints some under every class and section.
-- Grain: one row per group of lines with items.
with

codes as (select * from {{ ref('int_checks__codes_printed') }}),

-- of the codes in order, what begins like a code follows it
judged as (
    select
        *,
        max(length(code)) over (partition by group_key) >= item_length as has_items,
        length(code) < item_length
        and not coalesce(
            {{ is_prefix('code', 'lead(code) over (partition by group_key order by code)') }}, false
        ) as is_bare
    from codes
),

final as (
    select
        'items_complete' as rule_id, 'hierarchy' as check_class, document_id, group_id as place_key,
        min(table_index) as table_index,
        min(case when is_bare then code end) as code,
        'code' as label,
        coalesce(min(case when is_bare then line end), min(line)) as line,
        min(case when is_bare then code end) as expected_text,
        case when count(case when is_bare then 1 end) > 0 then 'differs' else 'agrees' end
            as status
    from judged
    where has_items
    group by document_id, group_id
)

select * from final
