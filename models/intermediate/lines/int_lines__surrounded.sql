-- The printed lines of tables with what the lines around them say: the next coded line, the lines
-- above it in the tree of depths, and what else the table has; of a line of the summary form its
-- place there. A label or code that stewards have answered is what they say.
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

-- what stewards say that a line of no known label, or of no known code, means
answers as (
    select
        kind,
        folded_text,
        min(answer_code) as answer_code,
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
        classification,
        phase,
        year_printed,
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
        classification,
        phase,
        year_printed,
        row_no,
        code_printed,
        label_printed,
        row_kind,
        row_depth
),

keyed as (
    select
        *,
        {{ of_line(surrogate_key, 'printed') }} as line_id,
        {{ of_group(surrogate_key, 'printed') }} as group_id,
        {{ of_line(narrow_key, 'printed') }} as line_key,
        {{ of_group(narrow_key, 'printed') }} as group_key
    from printed
),

lines as (
    select
        keyed.line_id,
        keyed.group_id,
        keyed.line_key,
        keyed.group_key,
        keyed.document_id,
        documents.fiscal_year,
        tables.table_type,
        roles.classification,
        case when keyed.classification <> 'functional' then keyed.classification end as shown_by,
        coalesce(roles.spending_nature = 'project', false) as is_project_table,
        coalesce(keyed.side, 'expenditure') as side,
        keyed.row_no,
        keyed.column_no,
        keyed.row_kind,
        keyed.row_depth,
        case
            when roles.classification in ('functional', 'economic')
                then
                    coalesce(answers.answer_code, keyed.code_folded)
        end as code_printed,
        keyed.label_folded,
        case
            when answers.kind = 'label' and answers.answer_code is null
                then answers.answer_key
            else keyed.label_key
        end as label_key,
        answers.kind is not null as is_answered,
        {{ is_of_which('keyed.label_folded') }} as is_of_which,
        case when roles.classification = 'summary' then keyed.line_code end as line_code,
        case when roles.fact = 'three_public' then keyed.line_code end as item_code
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

placed as (
    select
        lines.*,
        form_lines.role as line_role,
        form_lines.tree_path as form_path
    from lines
    left join form_lines
        on
            lines.side = form_lines.side
            and lines.line_code = form_lines.line_code
),

-- what the lines before and after a line say of it, in one pass over each table, which takes along
-- no more than it looks at: of a line without a code the next coded line, which says which branch
-- they stand over, and how many coded lines stand above; in the summary form, the item that a 其中
-- line is part of, and what a class follows: 工资福利支出 after 基本支出 is a part of it
marks as (
    select
        line_key,
        substr(
            min(
                case when code_printed is not null then {{ row_mark('row_no') }} || code_printed end
            ) over (
                partition by group_key
                order by row_no, column_no
                rows between 1 following and unbounded following
            ),
            9
        ) as next_code,
        count(code_printed) over up_to_here as coded_above,
        sum(case when row_kind = 'total' then 1 else 0 end) over up_to_here as totals_to_here,
        max(case when row_kind in ('total', 'line') then 1 else 0 end) over whole_table = 1
            as has_other_rows,
        -- the row of the one unit that a table without a total is of stands for it
        sum(case row_kind when 'unit' then 1 when 'total' then 2 else 0 end) over whole_table = 1
            as is_of_one_unit,
        coalesce(
            min(case when row_kind = 'unit' then label_key end) over whole_table
            <> max(case when row_kind = 'unit' then label_key end) over whole_table,
            false
        ) as has_several_units,
        max(case when row_kind = 'unit' and label_key is not null then row_no end) over up_to_here
            as unit_row,
        max(case when code_printed is not null then 1 else 0 end) over whole_table = 1
            as has_coded_rows,
        {% for depth in range(6) -%}
            max(case when row_depth <= {{ depth }} then row_no end) over up_to_here
                as depth_{{ depth }}_row,
        {% endfor -%}
        substr(
            max(
                case
                    when line_code is not null or row_kind <> 'line'
                        then
                            {{ row_mark('row_no') }}
                            || case
                                when line_code in ('basic', 'project', 'personnel', 'public')
                                    then line_code
                                else ''
                            end
                end
            ) over up_to_here,
            9
        ) as section_nature,
        substr(
            max(
                case
                    when line_role = 'item' and not is_of_which
                        then {{ row_mark('row_no') }} || form_path
                end
            ) over up_to_here,
            9
        ) as item_path
    from placed
    window
        up_to_here as (
            partition by group_key
            order by row_no, column_no
            rows between unbounded preceding and current row
        ),
        whole_table as (
            partition by group_key
            order by row_no, column_no
            rows between unbounded preceding and unbounded following
        )
),

final as (
    select
        placed.*,
        {{ columns_of('marks', [
            'next_code', 'coded_above', 'totals_to_here', 'has_other_rows', 'is_of_one_unit',
            'has_several_units', 'unit_row', 'has_coded_rows', 'depth_0_row', 'depth_1_row',
            'depth_2_row', 'depth_3_row', 'depth_4_row', 'depth_5_row', 'item_path',
        ]) }},
        case
            when placed.classification = 'summary' and placed.side = 'expenditure'
                then marks.section_nature
        end as section_nature
    from placed
    inner join marks on placed.line_key = marks.line_key
)

select * from final
