-- The printed lines of tables with their normalised code or summary line and the way it was found.
-- A line's place in the table's tree of sums is its tree_path: a line is part of each line whose
-- path begins its own. A null path is a repeat of another line or evidence only, never a part.
-- mapping_method:
--   code_and_label      the code is in the register of that year, under this name or an alias of it
--   code                the code is known and the label is another: a project, a local sub-code
--                       (which keeps its own code under the national one), or a contradiction
--   label_in_hierarchy  no code printed; the label names a class above the next coded line, a class
--                       in a summary, a line of the summary form in its section, or the class that
--                       the run of names tells, also where a local code is printed
--   unmapped            a classification was expected and none was found: a row of the worklist,
--                       with the code of the class that it is part of, if that is known
--   null                none expected: totals, units, projects, purchases, three-public lines
-- Grain: one row per document, table, side, phase, row, printed code and printed label.
{%- set is_foreign -%}
    coalesce(
        surrounded.classification = 'functional' and surrounded.code_printed like '3%'
        or surrounded.classification = 'functional' and surrounded.code_printed like '5%'
        or surrounded.classification = 'economic' and surrounded.code_printed like '2%',
        false
    )
{%- endset %}
with

surrounded as (
    select * from {{ ref('int_lines__surrounded') }}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

hierarchies as (
    select * from {{ ref('int_lines__hierarchies') }}
),

labelled as (
    select * from {{ ref('int_lines__labelled') }}
),

register as (
    select * from classes
    where is_register_name
),

-- of two classifications, the codes of the one that the table is not by say nothing of its lines
coded as (
    select
        surrounded.*,
        case
            when not {{ is_foreign }}
                then coalesce(hierarchies.code, surrounded.code_printed, labelled.code)
        end as code,
        {{ is_foreign }} as is_foreign,
        case
            when surrounded.classification = 'summary'
                then coalesce(surrounded.shown_by, 'functional')
            else surrounded.classification
        end as register_name,
        labelled.code is not null or hierarchies.code is not null as is_labelled,
        coalesce(hierarchies.is_part, false) as is_part
    from surrounded
    left join labelled on surrounded.line_id = labelled.line_id
    left join hierarchies on surrounded.line_id = hierarchies.line_id
),

-- the label is the register's name of the code, or an alias of it
named as (
    select distinct coded.line_key
    from coded
    inner join classes
        on
            coded.register_name = classes.classification
            and coded.code = classes.code
            and coded.label_key = classes.label_key
            and {{ is_valid_in('classes', 'coded.fiscal_year') }}
),

registered as (
    select
        coded.*,
        register.name as register_label,
        case
            when register.level is not null then register.level
            when items_above.code is not null then 'local'
            else {{ level_of('coded.code', "coded.register_name = 'functional'") }}
        end as level,
        coalesce(register.expense_group, items_above.expense_group, classes_above.expense_group)
            as expense_group,
        register.code is not null as is_registered,
        items_above.code is not null as is_local,
        named.line_key is not null as is_named
    from coded
    left join register
        on
            coded.register_name = register.classification
            and coded.code = register.code
            and {{ is_valid_in('register', 'coded.fiscal_year') }}
    left join register as items_above
        on
            coded.register_name = items_above.classification
            and items_above.level = 'item'
            and length(coded.code) > length(items_above.code)
            -- items of a classification have one length: an equality, no prefix of any length
            and substr(coded.code, 1, case coded.register_name when 'functional' then 7 else 5 end)
            = items_above.code
            and {{ is_valid_in('items_above', 'coded.fiscal_year') }}
    left join register as classes_above
        on
            coded.register_name = classes_above.classification
            and substr(coded.code, 1, 3) = classes_above.code
            and {{ is_valid_in('classes_above', 'coded.fiscal_year') }}
    left join named on coded.line_key = named.line_key
),

-- lines of one code in one table: those under another label than the class's are parts of it
named_codes as (
    select distinct
        group_id,
        code
    from registered
    where is_named and code is not null
),

detailed as (
    select
        registered.*,
        registered.is_part
        or (not registered.is_named and named_codes.code is not null) as is_detail
    from registered
    left join named_codes
        on
            registered.group_id = named_codes.group_id
            and registered.code = named_codes.code
),

-- the class that a line of a summary stands under, and whether the line names a part of it: forms
-- print 款 and 项 under their 类 by their names alone
under_classes as (
    select
        line_key,
        substr(
            max(
                case
                    when classification = 'summary' and code is not null
                        then {{ row_mark('row_no') }} || code
                end
            ) over (
                partition by group_key
                order by row_no
                rows between unbounded preceding and 1 preceding
            ),
            9
        ) as class_above,
        label_key,
        fiscal_year,
        classification = 'summary' and code is null and line_code is null and shown_by is null
            as is_open
    from detailed
),

parts_of_classes as (
    select distinct
        under_classes.line_key,
        under_classes.class_above
    from under_classes
    inner join classes
        on
            under_classes.is_open
            and classes.classification = 'functional'
            and length(classes.code) > length(under_classes.class_above)
            and {{ is_prefix('under_classes.class_above', 'classes.code') }}
            and under_classes.label_key = classes.label_key
            and {{ is_valid_in('classes', 'under_classes.fiscal_year') }}
),

placed as (
    select
        detailed.*,
        parts_of_classes.class_above
    from detailed
    left join parts_of_classes on detailed.line_key = parts_of_classes.line_key
),

-- a table that lists units, or classes of another classification, one after another prints the same
-- class once in each block
blocks as (
    select
        *,
        count(
            case
                when length(code) = 3 and not is_detail and row_kind = 'line'
                    then 1
            end
        ) over (
            partition by
                group_key, case when has_several_units then unit_row end, substr(code, 1, 3)
            order by row_no, column_no
            rows between unbounded preceding and current row
        ) as class_block
    from placed
),

pathed as (
    select
        *,
        {{ tree_path() }} as tree_path
    from blocks
),

final as (
    select
        document_id,
        line_key,
        line_id,
        group_id,
        register_name as classification,
        code,
        case
            when is_registered and not is_detail then register_label
            when line_code is not null or code is null then label_key
            else label_folded
        end as label,
        level,
        expense_group,
        line_code,
        line_role,
        nullif(section_nature, '') as spending_nature,
        case
            when is_foreign then null
            when is_part then 'unmapped'
            when code_printed is not null and is_labelled then 'label_in_hierarchy'
            when code_printed is not null and is_registered and is_named then 'code_and_label'
            when code_printed is not null and (is_registered or is_local) then 'code'
            when code_printed is not null then 'unmapped'
            when row_kind in ('total', 'unit') then null
            when is_labelled or line_code is not null then 'label_in_hierarchy'
            when classification = 'summary' and shown_by is null then 'unmapped'
            when is_project_table and not has_coded_rows then null
            when classification in ('functional', 'economic') and row_kind = 'line' then 'unmapped'
        end as mapping_method,
        row_kind,
        tree_path
    from pathed
)

select * from final
