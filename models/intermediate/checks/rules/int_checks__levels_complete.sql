-- A table that prints a level of the classification prints it over every finer code.
-- Grain: one row per group of lines and level.
with

codes as (select * from {{ ref('int_checks__codes_printed') }}),

-- class, section, item
levels as (
    select 3 as code_length
    union all
    select 5 as code_length
    union all
    select 7 as code_length
),

finer as (
    select
        codes.*, levels.code_length, above.code as above_code,
        case when above.code is null then substr(codes.code, 1, levels.code_length) end
            as missing_code
    from codes
    inner join levels on length(codes.code) > levels.code_length
    left join codes as above
        on
            codes.group_key = above.group_key
            and substr(codes.code, 1, levels.code_length) = above.code
),

final as (
    select
        'levels_complete' as rule_id, 'hierarchy' as check_class, document_id,
        group_id || ' ' || cast(code_length as {{ dbt.type_string() }}) as place_key,
        min(table_index) as table_index,
        min(missing_code) as code,
        'code' as label,
        coalesce(min(case when missing_code is not null then line end), min(line)) as line,
        min(missing_code) as expected_text,
        case when count(missing_code) > 0 then 'differs' else 'agrees' end as status
    from finer
    group by document_id, group_id, code_length
    having count(above_code) > 0
)

select * from final
