-- The classes of lines that the names around them tell, where the printed codes do not.
--   A table without a code: the run of names goes from class to section to item, so that a name
--   that several classes have is that of the class it stands under; a name of one class alone needs
--   no run. A line that no name tells is part of the section or class above it: is_part. In the
--   summary form a class's name is always that class, and a line that no name tells is left open.
--   Local numbering: where the codes under a class or section run 01, 02, 03 and two names or more
--   are those of other codes under it, the names say what is meant. A lone misprint stays as it is.
-- Grain: one row per line whose class the names tell.
{%- set is_below -%}
    length(meanings.code) > length(under_sections.above_code)
                    and {{ is_prefix('under_sections.above_code', 'meanings.code') }}
{%- endset %}
with

lines as (
    select
        document_id,
        line_id,
        group_id,
        fiscal_year,
        row_no,
        column_no,
        code_printed,
        label_key,
        has_coded_rows,
        case when classification = 'summary' then 'functional' else classification end
            as classification,
        classification = 'summary' as is_summary
    from {{ ref('int_lines__surrounded') }}
    where
        row_kind = 'line'
        and not is_project_table
        and case
            when classification = 'summary'
                then
                    side = 'expenditure'
                    and shown_by is null
                    and line_code is null
                    and coalesce(section_nature, '') = ''
            else classification in ('functional', 'economic')
        end
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

uncoded as (
    select * from lines
    where not has_coded_rows
),

-- what a name may stand for in the year
meanings as (
    select distinct
        uncoded.line_id,
        uncoded.group_id,
        uncoded.classification,
        uncoded.row_no,
        uncoded.column_no,
        uncoded.is_summary,
        classes.code
    from uncoded
    inner join classes
        on
            uncoded.classification = classes.classification
            and uncoded.label_key = classes.label_key
            and {{ is_valid_in('classes', 'uncoded.fiscal_year') }}
),

-- a class begins where its name stands, but not where the class above has a part of that name
class_names as (
    select
        line_id,
        group_id,
        row_no,
        column_no,
        is_summary,
        min(code) as code
    from meanings
    where length(code) = 3
    group by line_id, group_id, row_no, column_no, is_summary
),

classes_in_order as (
    select
        *,
        lag(code) over (partition by group_id order by row_no, column_no) as code_before
    from class_names
),

class_marks as (
    select
        classes_in_order.line_id,
        min(classes_in_order.code) as code
    from classes_in_order
    left join meanings
        on
            classes_in_order.line_id = meanings.line_id
            and length(meanings.code) > 3
            and {{ is_prefix('classes_in_order.code_before', 'meanings.code') }}
    where meanings.line_id is null or classes_in_order.is_summary
    group by classes_in_order.line_id
),

under_classes as (
    select
        uncoded.line_id,
        uncoded.group_id,
        uncoded.classification,
        uncoded.row_no,
        uncoded.column_no,
        class_marks.code as own_class,
        substr(
            max({{ row_mark('uncoded.row_no') }} || class_marks.code) over (
                partition by uncoded.group_id
                order by uncoded.row_no, uncoded.column_no
                rows between unbounded preceding and current row
            ),
            9
        ) as class_code
    from uncoded
    left join class_marks on uncoded.line_id = class_marks.line_id
),

-- likewise a section within the class
section_names as (
    select
        under_classes.line_id,
        under_classes.group_id,
        under_classes.class_code,
        under_classes.row_no,
        under_classes.column_no,
        min(meanings.code) as code
    from under_classes
    inner join meanings
        on
            under_classes.line_id = meanings.line_id
            and length(meanings.code) = 5
            and {{ is_prefix('under_classes.class_code', 'meanings.code') }}
    where under_classes.own_class is null
    group by
        under_classes.line_id,
        under_classes.group_id,
        under_classes.class_code,
        under_classes.row_no,
        under_classes.column_no
),

sections_in_order as (
    select
        *,
        lag(code) over (
            partition by group_id, class_code
            order by row_no, column_no
        ) as code_before
    from section_names
),

section_marks as (
    select
        sections_in_order.line_id,
        min(sections_in_order.code) as code
    from sections_in_order
    left join meanings
        on
            sections_in_order.line_id = meanings.line_id
            and length(meanings.code) > 5
            and {{ is_prefix('sections_in_order.code_before', 'meanings.code') }}
    where meanings.line_id is null
    group by sections_in_order.line_id
),

under_sections as (
    select
        under_classes.line_id,
        under_classes.class_code,
        coalesce(under_classes.own_class, section_marks.code) as own_code,
        substr(
            max(
                {{ row_mark('under_classes.row_no') }}
                || coalesce(under_classes.own_class, section_marks.code)
            ) over (
                partition by under_classes.group_id
                order by under_classes.row_no, under_classes.column_no
                rows between unbounded preceding and current row
            ),
            9
        ) as above_code
    from under_classes
    left join section_marks on under_classes.line_id = section_marks.line_id
),

-- a name that is none of a class or section above it: the part that has it, else the one code
-- of that name in the class, else in the register
told as (
    select
        under_sections.line_id,
        count(distinct meanings.code) as codes,
        min(meanings.code) as code,
        count(
            distinct case
                when {{ is_below }}
                    then meanings.code
            end
        ) as codes_here,
        min(
            case
                when {{ is_below }}
                    then meanings.code
            end
        ) as code_here,
        count(
            distinct case
                when {{ is_prefix('under_sections.class_code', 'meanings.code') }}
                    then meanings.code
            end
        ) as codes_in_class,
        min(
            case
                when {{ is_prefix('under_sections.class_code', 'meanings.code') }}
                    then meanings.code
            end
        ) as code_in_class
    from under_sections
    inner join meanings on under_sections.line_id = meanings.line_id
    where under_sections.own_code is null
    group by under_sections.line_id
),

by_run as (
    select
        under_sections.line_id,
        under_sections.above_code,
        coalesce(
            under_sections.own_code,
            case
                when told.codes_here = 1 then told.code_here
                when told.codes_in_class = 1 then told.code_in_class
                when told.codes = 1 then told.code
            end
        ) as code
    from under_sections
    left join told on under_sections.line_id = told.line_id
),

-- a line with a code, beside the codes under the same class or section whose name its label is
coded as (
    select distinct
        line_id,
        group_id,
        fiscal_year,
        label_key,
        code_printed,
        substr(code_printed, 1, length(code_printed) - 2) as above_code,
        substr(code_printed, length(code_printed) - 1, 2) as place
    from lines
    where classification = 'functional' and length(code_printed) in (5, 7)
),

named as (
    select
        coded.line_id,
        max(case when classes.code = coded.code_printed then 1 else 0 end) as is_named,
        count(distinct classes.code) as codes,
        min(classes.code) as code
    from coded
    inner join classes
        on
            classes.classification = 'functional'
            and coded.label_key = classes.label_key
            and length(coded.code_printed) = length(classes.code)
            and {{ is_prefix('coded.above_code', 'classes.code') }}
            and {{ is_valid_in('classes', 'coded.fiscal_year') }}
    group by coded.line_id
),

numbered as (
    select
        coded.group_id,
        coded.above_code
    from coded
    left join named on coded.line_id = named.line_id
    group by coded.group_id, coded.above_code
    having
        min(coded.place) = '01'
        and cast(max(coded.place) as integer) = count(distinct coded.place)
        and count(distinct coded.place) = count(*)
        and sum(case when named.is_named = 0 and named.codes = 1 then 1 else 0 end) > 1
        and sum(case when named.is_named = 1 or named.codes = 1 then 0 else 1 end) = 0
),

meant as (
    select
        by_run.line_id,
        coalesce(by_run.code, by_run.above_code) as code,
        by_run.code is null as is_part
    from by_run
    inner join lines on by_run.line_id = lines.line_id
    where by_run.code is not null or (by_run.above_code is not null and not lines.is_summary)
    union all
    select
        coded.line_id,
        named.code,
        false as is_part
    from numbered
    inner join coded
        on
            numbered.group_id = coded.group_id
            and numbered.above_code = coded.above_code
    inner join named on coded.line_id = named.line_id
    where named.is_named = 0
),

final as (
    select
        lines.document_id,
        meant.line_id,
        meant.code,
        meant.is_part
    from meant
    inner join lines on meant.line_id = lines.line_id
)

select * from final
