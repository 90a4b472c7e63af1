-- The printed lines of tables with their normalised code or summary line and the way it was found.
-- A line's place in the table's tree of sums is its tree_path: a line is part of each line whose
-- path begins its own. A null path is a repeat of another line or evidence only, never a part.
-- mapping_method:
--   code_and_label      the code is in the register of that year, under this name or an alias of it
--   code                the code is known and the label is another: a project, a local sub-code
--                       (which keeps its own code under the national one), or a contradiction
--   label_in_hierarchy  no code printed; the label names a class above the next coded line, a class
--                       in a summary, or a line of the summary form in its section
--   unmapped            a classification was expected and none was found: a row of the worklist
--   null                none expected: totals, units, projects, purchases, three-public lines
-- Grain: one row per document, table, side, phase, row, printed code and printed label.
{%- set folded =
    "coalesce(keyed.code_folded, '') || coalesce(keyed.label_folded, '')"
%}
with

amounts as (
    select * from {{ ref('stg_raw__amounts') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

roles as (
    select * from {{ ref('table_roles') }}
),

-- a line of the form has one place in it, under whatever label
form_lines as (
    select distinct
        side,
        line_code,
        role,
        tree_path
    from {{ ref('summary_lines') }}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

register as (
    select * from classes
    where is_register_name
),

-- what stewards say that a line of no known label, or of no known code, means
answers as (
    select
        kind,
        folded_text,
        min(answer) as answer,
        min(answer_key) as answer_key
    from {{ ref('int_answers__folded') }}
    where kind in ('label', 'code') and answer <> ''
    group by kind, folded_text
),

printed as (
    select
        document_id,
        table_index,
        side,
        phase,
        row_no,
        code_printed,
        label_printed,
        row_kind,
        row_depth,
        min(column_no) as column_no,
        min(code_folded) as code_folded,
        min(label_folded) as label_folded,
        min(label_key) as label_key,
        min(line_code) as line_code
    from amounts
    group by
        document_id,
        table_index,
        side,
        phase,
        row_no,
        code_printed,
        label_printed,
        row_kind,
        row_depth
),

keyed as (
    select
        *,
        {{ line_id('printed') }} as line_id,
        {{ group_id('printed') }} as group_id
    from printed
),

lines as (
    select
        keyed.line_id,
        keyed.group_id,
        keyed.document_id,
        documents.fiscal_year,
        tables.table_type,
        roles.classification,
        coalesce(roles.spending_nature = 'project', false) as is_project_table,
        coalesce(keyed.side, 'expenditure') as side,
        keyed.row_no,
        keyed.column_no,
        keyed.row_kind,
        keyed.row_depth,
        case
            when roles.classification in ('functional', 'economic')
                then
                    coalesce(
                        case when answers.kind = 'code' then answers.answer end,
                        keyed.code_folded
                    )
        end as code_printed,
        keyed.label_folded,
        case
            when answers.kind = 'label' then answers.answer_key else keyed.label_key
        end as label_key,
        {{ is_of_which('keyed.label_folded') }} as is_of_which,
        case when roles.classification = 'summary' then keyed.line_code end as line_code
    from keyed
    inner join documents on keyed.document_id = documents.document_id
    inner join tables
        on
            keyed.document_id = tables.document_id
            and keyed.table_index = tables.table_index
    left join roles
        on
            tables.table_type = roles.table_type
            and coalesce(keyed.side, 'expenditure') = roles.side
    left join answers
        on
            case when keyed.code_printed is null then 'label' else 'code' end = answers.kind
            and {{ folded }} = answers.folded_text
),

-- what the lines before and after a line say of it, in one pass over each table: of a line without
-- a code the next coded line, which says which branch they stand over, and how many coded lines
-- stand above
surrounded as (
    select
        lines.*,
        substr(
            min(
                case
                    when lines.code_printed is not null
                        then {{ row_mark('lines.row_no') }} || lines.code_printed
                end
            ) over (
                partition by lines.group_id
                order by lines.row_no, lines.column_no
                rows between 1 following and unbounded following
            ),
            9
        ) as next_code,
        count(lines.code_printed) over up_to_here as coded_above,
        sum(case when lines.row_kind = 'total' then 1 else 0 end) over up_to_here
            as totals_to_here,
        max(case when lines.row_kind in ('total', 'line') then 1 else 0 end) over whole_table = 1
            as has_other_rows,
        -- the row of the one unit that a table without a total is of stands for it
        sum(case lines.row_kind when 'unit' then 1 when 'total' then 2 else 0 end)
            over whole_table = 1
            as is_of_one_unit,
        max(case when lines.code_printed is not null then 1 else 0 end) over whole_table = 1
            as has_coded_rows,
        max(case when lines.row_depth = 0 then lines.row_no end) over up_to_here as depth_0_row,
        max(case when lines.row_depth <= 1 then lines.row_no end) over up_to_here as depth_1_row,
        max(case when lines.row_depth <= 2 then lines.row_no end) over up_to_here as depth_2_row,
        max(case when lines.row_depth <= 3 then lines.row_no end) over up_to_here as depth_3_row
    from lines
    window
        up_to_here as (
            partition by lines.group_id
            order by lines.row_no, lines.column_no
            rows between unbounded preceding and current row
        ),
        whole_table as (
            partition by lines.group_id
            order by lines.row_no, lines.column_no
            rows between unbounded preceding and unbounded following
        )
),

-- in the summary form, the item that a 其中 line is part of
followed as (
    select
        surrounded.*,
        form_lines.role as line_role,
        form_lines.tree_path as form_path,
        substr(
            max(
                case
                    when form_lines.role = 'item' and not surrounded.is_of_which
                        then {{ row_mark('surrounded.row_no') }} || form_lines.tree_path
                end
            ) over (
                partition by surrounded.group_id
                order by surrounded.row_no, surrounded.column_no
                rows between unbounded preceding and current row
            ),
            9
        ) as item_path
    from surrounded
    left join form_lines
        on
            surrounded.side = form_lines.side
            and surrounded.line_code = form_lines.line_code
),

-- lines without a code: the count of like labels before it says which of several classes of a name
-- on the branch is meant
uncoded as (
    select
        line_id,
        classification,
        fiscal_year,
        label_key,
        next_code,
        row_number() over (
            partition by group_id, coded_above, label_key
            order by row_no, column_no
        ) as occurrence
    from followed
    where code_printed is null and row_kind = 'line'
),

branch_candidates as (
    select
        uncoded.line_id,
        uncoded.occurrence,
        classes.code,
        dense_rank() over (partition by uncoded.line_id order by length(classes.code)) as nesting
    from uncoded
    inner join classes
        on
            uncoded.classification = classes.classification
            and uncoded.label_key = classes.label_key
            and {{ is_prefix('classes.code', 'uncoded.next_code') }}
            and {{ is_valid_in('classes', 'uncoded.fiscal_year') }}
),

form_candidates as (
    select
        followed.line_id,
        classes.code
    from followed
    inner join classes
        on
            followed.classification = 'summary'
            and followed.side = 'expenditure'
            and followed.line_code is null
            and classes.classification = 'functional'
            and length(classes.code) = 3
            and followed.label_key = classes.label_key
            and {{ is_valid_in('classes', 'followed.fiscal_year') }}
),

labelled as (
    select
        line_id,
        min(code) as code
    from branch_candidates
    where occurrence = nesting
    group by line_id
    union all
    select
        line_id,
        min(code) as code
    from form_candidates
    group by line_id
),

coded as (
    select
        followed.*,
        coalesce(followed.code_printed, labelled.code) as code,
        case
            when followed.classification = 'summary' then 'functional'
            else followed.classification
        end as register_name,
        labelled.code is not null as is_labelled
    from followed
    left join labelled on followed.line_id = labelled.line_id
),

-- the label is the register's name of the code, or an alias of it
named as (
    select distinct coded.line_id
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
        coalesce(register.level, case when items_above.code is not null then 'local' end) as level,
        coalesce(register.expense_group, items_above.expense_group, classes_above.expense_group)
            as expense_group,
        register.code is not null as is_registered,
        items_above.code is not null as is_local,
        named.line_id is not null as is_named
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
            and {{ is_prefix('items_above.code', 'coded.code') }}
            and {{ is_valid_in('items_above', 'coded.fiscal_year') }}
    left join register as classes_above
        on
            coded.register_name = classes_above.classification
            and substr(coded.code, 1, 3) = classes_above.code
            and {{ is_valid_in('classes_above', 'coded.fiscal_year') }}
    left join named on coded.line_id = named.line_id
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
        not registered.is_named and named_codes.code is not null as is_detail
    from registered
    left join named_codes
        on
            registered.group_id = named_codes.group_id
            and registered.code = named_codes.code
),

pathed as (
    select
        *,
        case
            when row_kind = 'total' then case when totals_to_here = 1 then '/' end
            when classification = 'summary' and is_of_which and item_path is not null
                then '/' || item_path || '/' || coalesce(line_code, {{ row_mark('row_no') }}) || '/'
            when line_code is not null then '/' || form_path || '/'
            when classification = 'summary' and row_kind = 'subtotal' then null
            when classification = 'summary'
                then
                    '/current_' || side || '/'
                    || coalesce(code, '#' || {{ row_mark('row_no') }} || '/')
            when row_depth is not null
                then
                    case when row_depth > 0 then {{ depth_mark('depth_0_row') }} else '' end
                    || case when row_depth > 1 then {{ depth_mark('depth_1_row') }} else '' end
                    || case when row_depth > 2 then {{ depth_mark('depth_2_row') }} else '' end
                    || case when row_depth > 3 then {{ depth_mark('depth_3_row') }} else '' end
                    || '/' || {{ row_mark('row_no') }}
            when row_kind = 'unit' and has_other_rows and is_of_one_unit then '/'
            when row_kind = 'unit' and has_other_rows then null
            when row_kind = 'subtotal' then null
            when is_detail then '/' || code || '#' || {{ row_mark('row_no') }}
            when code is not null then '/' || code
            else '/#' || {{ row_mark('row_no') }}
        end as tree_path
    from detailed
),

final as (
    select
        document_id,
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
        case
            when code_printed is not null and is_registered and is_named then 'code_and_label'
            when code_printed is not null and (is_registered or is_local) then 'code'
            when code_printed is not null then 'unmapped'
            when row_kind in ('total', 'unit') then null
            when is_labelled or line_code is not null then 'label_in_hierarchy'
            when classification = 'summary' then 'unmapped'
            when is_project_table and not has_coded_rows then null
            when classification in ('functional', 'economic') and row_kind = 'line' then 'unmapped'
        end as mapping_method,
        row_kind,
        tree_path
    from pathed
)

select * from final
