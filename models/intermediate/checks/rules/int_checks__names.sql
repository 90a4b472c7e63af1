-- The rules over names that the narrative gives without a figure.
--   listed_in_table   what the text lists as a part of personnel or public cost, of revenue or of
--                           expenditure, has an amount in the tables; one printed as zero may
--                           round to it (text_vs_table)
--   table_in_list     what the tables print an amount for stands in a list that does not end in 等
--                           (text_vs_table)
--   unit_in_text      the text calls the unit by the name of its tables or the end of that name
--                           (entity)
-- A name that no register knows is not checkable, nor is a list with such a name complete or not. A
-- name of the unit that is much shorter than its own is an abbreviation.
-- Grain: one row per rule and name; of table_in_list one per list and class left out, or one per
-- list that leaves none out.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

names as (
    select * from {{ ref('stg_raw__names') }}
),

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where item_type = 'total_measure' and item in ('personnel', 'public')
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

concepts as (
    select distinct
        pattern,
        concept
    from {{ ref('statement_concepts') }}
    where concept_type = 'revenue_source'
),

amounts as (
    select
        *,
        case when amount_yuan <> 0 then 1 else 0 end as is_some
    from {{ ref('int_amounts__classified') }}
    where amount_yuan is not null and year_printed is null and shown_by is null
),

-- what a list gives the parts of: the economic items of a group, sources of revenue, or classes of
-- expenditure
listed as (
    select
        names.*,
        documents.fiscal_year,
        case
            when statements.item is not null then 'economic'
            when names.subject = '收入' then 'revenue'
            else 'functional'
        end as parts,
        coalesce(statements.item, 'all') as part_group
    from names
    inner join documents on names.document_id = documents.document_id
    left join statements on names.statement_id = statements.statement_id
    where
        names.kind = 'listed'
        and (
            statements.item is not null
            or (names.statement_id is null and names.subject in ('收入', '支出'))
        )
),

-- what the tables print of each kind; an economic item may have local items of its own below it
kinds as (
    select
        document_id,
        'economic' as parts,
        class_group as part_group,
        substring(code, 1, 5) as part_code,
        is_some
    from amounts
    where
        table_type = 'general_budget_basic_expenditure'
        and classification = 'economic' and length(code) >= 5
    union all
    select
        document_id,
        'functional' as parts,
        'all' as part_group,
        substring(code, 1, 3) as part_code,
        is_some
    from amounts
    where classification = 'functional' and length(code) >= 3
    union all
    select
        document_id,
        'revenue' as parts,
        'all' as part_group,
        revenue_source as part_code,
        is_some
    from amounts
    where revenue_source is not null
    union all
    select
        document_id,
        'revenue' as parts,
        'all' as part_group,
        line_code as part_code,
        is_some
    from amounts
    where side = 'revenue' and line_code is not null
),

printed as (
    select
        document_id,
        parts,
        part_group,
        part_code,
        max(is_some) as is_some
    from kinds
    group by document_id, parts, part_group, part_code
),

kinds_printed as (
    select distinct
        document_id,
        parts
    from printed
),

-- the economic items of departments, and not those of the government's budget, begin with 3
meanings as (
    select distinct
        listed.name_id,
        classes.code as part_code
    from listed
    inner join classes
        on
            listed.parts = classes.classification
            and listed.label_key = classes.label_key
            and length(classes.code) = case when listed.parts = 'economic' then 5 else 3 end
            and (listed.parts = 'functional' or classes.code like '3%')
            and {{ is_valid_in('classes', 'listed.fiscal_year') }}
    union
    select distinct
        listed.name_id,
        concepts.concept as part_code
    from listed
    inner join concepts on listed.parts = 'revenue' and listed.name = concepts.pattern
),

resolved as (
    select
        listed.name_id,
        listed.document_id,
        listed.list_no,
        listed.is_open,
        listed.parts,
        listed.part_group,
        listed.subject,
        listed.name_printed,
        listed.line,
        min(meanings.part_code) as part_code,
        count(meanings.part_code) as meanings,
        count(printed.part_code) as places,
        coalesce(max(printed.is_some), 0) as is_some
    from listed
    inner join kinds_printed
        on listed.document_id = kinds_printed.document_id and listed.parts = kinds_printed.parts
    left join meanings on listed.name_id = meanings.name_id
    left join printed
        on
            listed.document_id = printed.document_id
            and listed.parts = printed.parts
            and meanings.part_code = printed.part_code
    group by
        listed.name_id,
        listed.document_id,
        listed.list_no,
        listed.is_open,
        listed.parts,
        listed.part_group,
        listed.subject,
        listed.name_printed,
        listed.line
),

listed_in_table as (
    select
        'listed_in_table' as rule_id,
        'text_vs_table' as check_class,
        document_id,
        name_id as place_key,
        cast(null as integer) as table_index,
        part_code as code,
        name_printed as label,
        line,
        name_printed as printed_text,
        case when places > 0 then name_printed end as expected_text,
        case
            when meanings = 0 then 'not_checkable'
            when is_some = 1 then 'agrees'
            when places > 0 then 'agrees_within_rounding'
            else 'differs'
        end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from resolved
),

complete_lists as (
    select
        document_id,
        list_no,
        parts,
        part_group,
        subject,
        min(line) as line
    from resolved
    where not is_open
    group by document_id, list_no, parts, part_group, subject
    having min(meanings) > 0
),

left_out as (
    select
        complete_lists.document_id,
        complete_lists.list_no,
        printed.part_code
    from complete_lists
    inner join printed
        on
            complete_lists.document_id = printed.document_id
            and complete_lists.parts = printed.parts
            and complete_lists.part_group = printed.part_group
    left join resolved
        on
            complete_lists.document_id = resolved.document_id
            and complete_lists.list_no = resolved.list_no
    left join meanings
        on resolved.name_id = meanings.name_id and printed.part_code = meanings.part_code
    where complete_lists.parts <> 'revenue' and printed.is_some = 1
    group by complete_lists.document_id, complete_lists.list_no, printed.part_code
    having count(meanings.part_code) = 0
),

table_in_list as (
    select
        'table_in_list' as rule_id,
        'text_vs_table' as check_class,
        complete_lists.document_id,
        cast(complete_lists.list_no as {{ dbt.type_string() }})
        || ' ' || coalesce(left_out.part_code, '') as place_key,
        cast(null as integer) as table_index,
        left_out.part_code as code,
        complete_lists.subject as label,
        complete_lists.line,
        cast(null as {{ dbt.type_string() }}) as printed_text,
        min(register.name) as expected_text,
        case when left_out.part_code is null then 'agrees' else 'differs' end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from complete_lists
    inner join documents on complete_lists.document_id = documents.document_id
    left join left_out
        on
            complete_lists.document_id = left_out.document_id
            and complete_lists.list_no = left_out.list_no
    left join classes as register
        on
            complete_lists.parts = register.classification
            and left_out.part_code = register.code
            and register.is_register_name
            and {{ is_valid_in('register', 'documents.fiscal_year') }}
    where complete_lists.parts <> 'revenue'
    group by
        complete_lists.document_id,
        complete_lists.list_no,
        complete_lists.subject,
        complete_lists.line,
        left_out.part_code
),

units_named as (
    select
        names.document_id,
        names.name_id,
        names.name_printed,
        names.name,
        names.line,
        documents.unit_name_printed,
        documents.unit_name_folded as unit_name
    from names
    inner join documents on names.document_id = documents.document_id
    where names.kind = 'unit'
),

-- shorter by three parts in ten and more: an abbreviation (省检察院), that says nothing of the name
unit_in_text as (
    select
        'unit_in_text' as rule_id,
        'entity' as check_class,
        document_id,
        name_id as place_key,
        cast(null as integer) as table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        name_printed as label,
        line,
        name_printed as printed_text,
        unit_name_printed as expected_text,
        case
            when
                name = unit_name
                or name = substring(unit_name, length(unit_name) - length(name) + 1, length(name))
                then 'agrees'
            when
                10 * length(name) > 7 * length(unit_name)
                and substring(name, length(name) - 1, 2)
                = substring(unit_name, length(unit_name) - 1, 2)
                then 'differs'
            else 'not_checkable'
        end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from units_named
),

{{ checks_of_rules(['listed_in_table', 'table_in_list', 'unit_in_text']) }}

select * from final
