-- What the tables print an amount for stands in a list that does not end in 等. A list with a name
-- that no register knows is not complete and says nothing.
-- Grain: one row per complete list and class that it leaves out; one per list that leaves none out.
with

listed as (select * from {{ ref('int_checks__names_listed') }}),

lists as (
    select
        document_id, list_no, parts, part_group, subject,
        min(line) as line
    from listed
    where not is_open and parts <> 'revenue'
    group by document_id, list_no, parts, part_group, subject
    having count(case when part_code is null then 1 end) = 0
),

left_out as (
    select lists.document_id, lists.list_no, printed.part_code
    from lists
    inner join {{ ref('int_checks__parts_printed') }} as printed
        on
            {{ same('lists', 'printed', ['document_id', 'parts', 'part_group']) }}
            and printed.is_some = 1
    left join listed
        on
            {{ same('lists', 'listed', ['document_id', 'list_no']) }}
            and printed.part_code = listed.part_code
    where listed.name_id is null
),

final as (
    select
        'table_in_list' as rule_id, 'text_vs_table' as check_class, lists.document_id,
        cast(lists.list_no as {{ dbt.type_string() }})
        || ' ' || coalesce(left_out.part_code, '') as place_key,
        left_out.part_code as code, lists.subject as label, lists.line,
        min(register.name) as expected_text,
        case when left_out.part_code is null then 'agrees' else 'differs' end as status
    from lists
    inner join {{ ref('stg_raw__documents') }} as documents
        on lists.document_id = documents.document_id
    left join left_out
        on lists.document_id = left_out.document_id and lists.list_no = left_out.list_no
    left join {{ ref('int_classes__unioned') }} as register
        on
            lists.parts = register.classification
            and left_out.part_code = register.code
            and register.is_register_name
            and {{ is_valid_in('register', 'documents.fiscal_year') }}
    group by lists.document_id, lists.list_no, lists.subject, lists.line, left_out.part_code
)

select * from final
