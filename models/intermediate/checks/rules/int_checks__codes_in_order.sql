-- The codes of a table are ascending; those of an economic class are so among themselves, and those
-- of each unit or block of a table of several.
-- Grain: one row per group of lines with codes.
with

ordered as (
    select
        document_id, group_id, table_index, code, line,
        code < lag(code) over (
            partition by
                group_id,
                {{ block_of('tree_path') }},
                case when classification = 'economic' then substr(code, 1, 3) end
            order by row_no, line, code
        ) as goes_back
    from {{ ref('int_checks__lines_printed') }}
    where
        code is not null and row_kind = 'line'
        and classification in ('functional', 'economic') and code_printed is not null
),

final as (
    select
        'codes_in_order' as rule_id, 'numbering' as check_class, document_id, group_id as place_key,
        min(table_index) as table_index,
        min(case when goes_back then code end) as code,
        'code' as label,
        coalesce(min(case when goes_back then line end), min(line)) as line,
        min(case when goes_back then code end) as printed_text,
        case when count(case when goes_back then 1 end) > 0 then 'differs' else 'agrees' end
            as status
    from ordered
    group by document_id, group_id
)

select * from final
