-- A table of lines has a total, or partial ones.
-- Grain: one row per group of two lines or more.
with

final as (
    select
        'total_printed' as rule_id, 'missing_amount' as check_class, document_id,
        group_id as place_key,
        min(table_index) as table_index,
        'total' as label,
        min(line) as line,
        min(case when row_kind in ('total', 'subtotal') then label_printed end) as printed_text,
        case
            when count(case when row_kind in ('total', 'subtotal') then 1 end) > 0 then 'agrees'
            else 'differs'
        end as status
    from {{ ref('int_checks__lines_printed') }}
    where table_classification in ('functional', 'economic')
    group by document_id, group_id
    having count(case when row_kind = 'line' then 1 end) > 1
)

select * from final
