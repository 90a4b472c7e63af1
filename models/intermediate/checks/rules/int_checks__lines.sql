-- The rules over codes and labels, and over the lines that a table has.
--   label_of_code     the printed label names the printed code, not another (code_label)
--   name_in_register  a class that the text names is in the register, or is what the tables call
--                           the amount (code_label)
--   codes_in_order    codes of a table do not go back (numbering)
--   levels_complete   a table that prints a level prints it over every finer code (hierarchy)
--   items_complete    a table that prints items prints some under every class and section
--                           (hierarchy)
--   total_printed     a table of lines has a total, or partial ones (missing_amount)
-- No name of the register differs from a printed one unless its evidence is good (is_confirmed).
-- Grain: one row per rule and place.
with

lines as (
    select * from {{ ref('int_checks__lines_printed') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

statements as (
    select * from {{ ref('int_statements__resolved') }}
),

-- a line that the names around it class in spite of its code is judged by the code that it prints
coded_lines as (
    select
        line_id,
        document_id,
        fiscal_year,
        table_index,
        classification,
        case when mapping_method = 'label_in_hierarchy' then code_folded else code end as code,
        label,
        label_printed,
        label_key,
        mapping_method,
        line,
        figure_ids
    from lines
    where
        code_printed is not null and label_printed is not null and row_kind = 'line'
        and mapping_method is not null
        and coalesce(tree_path, '') not like '%#%'
),

-- the label is the register's name of another code
other_names as (
    select
        coded_lines.line_id,
        min(classes.code) as other_code
    from coded_lines
    inner join classes
        on
            coded_lines.classification = classes.classification
            and coded_lines.label_key = classes.label_key
            and coded_lines.code <> classes.code
            and classes.is_confirmed
            and {{ is_valid_in('classes', 'coded_lines.fiscal_year') }}
    where coded_lines.mapping_method in ('code', 'label_in_hierarchy')
    group by coded_lines.line_id
),

labels as (
    select
        'label_of_code' as rule_id,
        'code_label' as check_class,
        coded_lines.document_id,
        coded_lines.line_id as place_key,
        coded_lines.table_index,
        coded_lines.code,
        coded_lines.label,
        coded_lines.line,
        coded_lines.label_printed as printed_text,
        register.name as expected_text,
        case
            when coded_lines.mapping_method = 'code_and_label' then 'agrees'
            when register.is_confirmed and other_names.line_id is not null then 'differs'
            else 'not_checkable'
        end as status,
        coded_lines.figure_ids
    from coded_lines
    left join other_names on coded_lines.line_id = other_names.line_id
    left join classes as register
        on
            coded_lines.classification = register.classification
            and coded_lines.code = register.code
            and register.is_register_name
            and {{ is_valid_in('register', 'coded_lines.fiscal_year') }}
),

-- what the tables call the amount that the text gives for a name that the register has not: the
-- same name in other words, the end of it where the text was read in part, or another name
amounts_of_items as (
    select
        statements.statement_id,
        min(amounts.code) as code,
        min(register.name) as name,
        min(case when register.is_confirmed then 1 else 0 end) as is_confirmed,
        max(
            case
                when
                    {{ is_prefix(
                        'reverse(' ~ loose_name('statements.subject_key') ~ ')',
                        'reverse(' ~ loose_name('register.label_key') ~ ')'
                    ) }}
                    or {{ loose_name('statements.subject_key') }}
                    = {{ loose_name('amounts.label_key') }}
                    then 1
                else 0
            end
        ) as is_same_name
    from statements
    inner join amounts
        on
            statements.document_id = amounts.document_id
            and statements.phase = amounts.phase
            and statements.amount_yuan = amounts.amount_yuan
            and amounts.classification = 'functional'
            and length(amounts.code) = 7
    inner join classes as register
        on
            register.classification = 'functional'
            and amounts.code = register.code
            and register.is_register_name
            and {{ is_valid_in('register', 'amounts.fiscal_year') }}
    where statements.reason_unused = 'path_not_in_register'
    group by statements.statement_id
),

-- a register need not have every item: a name differs where the tables name the amount otherwise
names as (
    select
        'name_in_register' as rule_id,
        'code_label' as check_class,
        statements.document_id,
        statements.statement_id as place_key,
        cast(null as integer) as table_index,
        coalesce(statements.code, amounts_of_items.code) as code,
        statements.subject as label,
        statements.line,
        statements.subject as printed_text,
        coalesce(amounts_of_items.name, statements.subject) as expected_text,
        case
            when statements.code is not null then 'agrees'
            when amounts_of_items.is_same_name = 1 then 'agrees'
            when amounts_of_items.is_same_name < amounts_of_items.is_confirmed then 'differs'
            else 'not_checkable'
        end as status,
        statements.statement_id as figure_ids
    from statements
    left join amounts_of_items on statements.statement_id = amounts_of_items.statement_id
    where statements.subject_path is not null and statements.metric = 'amount'
),

ordered as (
    select
        *,
        lag(code) over (
            partition by
                group_id,
                -- in a table of several units the codes begin again with each
                case
                    when tree_path like '/unit %' then substr(tree_path, 1, length('/unit ') + 8)
                    when tree_path like '/block %' then substr(tree_path, 1, length('/block 2'))
                end,
                case when classification = 'economic' then substr(code, 1, 3) end
            order by row_no, line, code
        ) as code_before
    from lines
    where
        code is not null and row_kind = 'line'
        and classification in ('functional', 'economic') and code_printed is not null
),

codes_in_order as (
    select
        'codes_in_order' as rule_id,
        'numbering' as check_class,
        document_id,
        group_id as place_key,
        min(table_index) as table_index,
        min(case when code < code_before then code end) as code,
        'code' as label,
        coalesce(min(case when code < code_before then line end), min(line)) as line,
        min(case when code < code_before then code end) as printed_text,
        cast(null as {{ dbt.type_string() }}) as expected_text,
        case
            when max(case when code < code_before then 1 else 0 end) = 1 then 'differs'
            else 'agrees'
        end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from ordered
    group by document_id, group_id
),

-- the levels of a code: class, section, item, local
levels as (
    select 3 as code_length
    union all
    select 5 as code_length
    union all
    select 7 as code_length
),

printed_codes as (
    select
        group_id,
        code,
        min(document_id) as document_id,
        min(table_index) as table_index,
        min(line) as line,
        case min(classification) when 'functional' then 7 else 5 end as item_length
    from lines
    where
        code is not null and row_kind = 'line' and tree_path is not null
        and classification in ('functional', 'economic')
    group by group_id, code
),

codes_under_levels as (
    select
        printed_codes.*,
        levels.code_length,
        above.code as above_code
    from printed_codes
    inner join levels on length(printed_codes.code) > levels.code_length
    left join printed_codes as above
        on
            printed_codes.group_id = above.group_id
            and substr(printed_codes.code, 1, levels.code_length) = above.code
),

levels_complete as (
    select
        'levels_complete' as rule_id,
        'hierarchy' as check_class,
        document_id,
        group_id || ' ' || cast(code_length as {{ dbt.type_string() }}) as place_key,
        min(table_index) as table_index,
        min(case when above_code is null then substr(code, 1, code_length) end) as code,
        'code' as label,
        coalesce(min(case when above_code is null then line end), min(line)) as line,
        cast(null as {{ dbt.type_string() }}) as printed_text,
        min(case when above_code is null then substr(code, 1, code_length) end) as expected_text,
        case when count(above_code) < count(*) then 'differs' else 'agrees' end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from codes_under_levels
    group by document_id, group_id, code_length
    having count(above_code) > 0
),

-- functional items have seven digits and economic ones five; a class or a section stands over some
finest as (
    select
        printed_codes.*,
        printed_codes.item_length > length(printed_codes.code)
        and max(case when below.code is not null then 1 else 0 end) = 0 as is_bare,
        max(length(printed_codes.code)) over (partition by printed_codes.group_id) as longest
    from printed_codes
    left join printed_codes as below
        on
            printed_codes.group_id = below.group_id
            and length(below.code) > length(printed_codes.code)
            and {{ is_prefix('printed_codes.code', 'below.code') }}
    group by
        printed_codes.group_id,
        printed_codes.code,
        printed_codes.document_id,
        printed_codes.table_index,
        printed_codes.line,
        printed_codes.item_length
),

items_complete as (
    select
        'items_complete' as rule_id,
        'hierarchy' as check_class,
        document_id,
        group_id as place_key,
        min(table_index) as table_index,
        min(case when is_bare then code end) as code,
        'code' as label,
        coalesce(min(case when is_bare then line end), min(line)) as line,
        cast(null as {{ dbt.type_string() }}) as printed_text,
        min(case when is_bare then code end) as expected_text,
        case when max(case when is_bare then 1 else 0 end) = 1 then 'differs' else 'agrees' end
            as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from finest
    where longest >= item_length
    group by document_id, group_id
),

total_printed as (
    select
        'total_printed' as rule_id,
        'missing_amount' as check_class,
        document_id,
        group_id as place_key,
        min(table_index) as table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        'total' as label,
        min(line) as line,
        min(case when row_kind in ('total', 'subtotal') then label_printed end) as printed_text,
        'total' as expected_text,
        case
            when max(case when row_kind in ('total', 'subtotal') then 1 else 0 end) = 1
                then 'agrees'
            else 'differs'
        end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from lines
    where table_classification in ('functional', 'economic')
    group by document_id, group_id
    having sum(case when row_kind = 'line' then 1 else 0 end) > 1
),

{{ checks_of_rules([
    'labels', 'names', 'codes_in_order', 'levels_complete', 'items_complete', 'total_printed',
]) }}

select * from final
