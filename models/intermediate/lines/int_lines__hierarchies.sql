-- The classes of lines that the names around them tell, where the printed codes do not.
--   A table without a code: the run of names goes from class to section to item, so that a name
--   that several classes have is that of the class it stands under; a name of one class alone needs
--   no run. A line that no name tells is part of the section or class above it: is_part. In the
--   summary form a class's name is always that class, and a line that no name tells is left open.
--   Where codes are local numbers, the name is what is meant (int_lines__numbered).
-- Grain: one row per line whose class the names tell.
{%- set is_below -%}
    length(meanings.code) > length(under_section.above_code)
                    and {{ is_prefix('under_section.above_code', 'meanings.code') }}
{%- endset %}
{%- set is_in_class = is_prefix('substr(under_section.above_code, 1, 3)', 'meanings.code') %}
with

lines as (
    select
        document_id,
        line_id,
        group_id,
        fiscal_year,
        row_no,
        column_no,
        label_key,
        case when classification = 'summary' then 'functional' else classification end
            as classification,
        classification = 'summary' as is_summary
    from {{ ref('int_lines__surrounded') }}
    where
        row_kind = 'line'
        and not is_project_table
        and not has_coded_rows
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

-- what a name may stand for in the year
meanings as (
    select distinct
        lines.line_id,
        classes.code
    from lines
    inner join classes
        on
            lines.classification = classes.classification
            and lines.label_key = classes.label_key
            and {{ is_valid_in('classes', 'lines.fiscal_year') }}
),

uncoded as (
    select
        document_id,
        line_id,
        group_id,
        row_no,
        column_no,
        cast(null as {{ dbt.type_string() }}) as own_code,
        '' as above_code
    from lines
),

-- a class begins where its name stands, but not where the class above has a part of that name; a
-- section likewise within the class
{% for level, digits, over in [('class', 3, 'uncoded'), ('section', 5, 'under_class')] -%}
    {{ level }}_names as (
        select
            {{ over }}.line_id,
            {{ over }}.group_id,
            {{ over }}.above_code,
            {{ over }}.row_no,
            {{ over }}.column_no,
            min(meanings.code) as code
        from {{ over }}
        inner join meanings
            on
                {{ over }}.line_id = meanings.line_id
                and length(meanings.code) = {{ digits }}
                and {{ is_prefix(over ~ '.above_code', 'meanings.code') }}
        where {{ over }}.own_code is null
        group by all
    ),

    {{ level }}_order as (
        select
            *,
            lag(code) over (
                partition by group_id, above_code
                order by row_no, column_no
            ) as code_before
        from {{ level }}_names
    ),

    {{ level }}_marks as (
        select
            {{ level }}_order.line_id,
            min({{ level }}_order.code) as code
        from {{ level }}_order
        inner join lines on {{ level }}_order.line_id = lines.line_id
        left join meanings
            on
                {{ level }}_order.line_id = meanings.line_id
                and length(meanings.code) > {{ digits }}
                and {{ is_prefix(level ~ '_order.code_before', 'meanings.code') }}
        where meanings.line_id is null or (lines.is_summary and {{ digits }} = 3)
        group by {{ level }}_order.line_id
    ),

    under_{{ level }} as (
        select
            {{ over }}.document_id,
            {{ over }}.line_id,
            {{ over }}.group_id,
            {{ over }}.row_no,
            {{ over }}.column_no,
            coalesce({{ over }}.own_code, {{ level }}_marks.code) as own_code,
            substr(
                max(
                    {{ row_mark(over ~ '.row_no') }}
                    || coalesce({{ over }}.own_code, {{ level }}_marks.code)
                ) over (
                    partition by {{ over }}.group_id
                    order by {{ over }}.row_no, {{ over }}.column_no
                    rows between unbounded preceding and current row
                ),
                9
            ) as above_code
        from {{ over }}
        left join {{ level }}_marks on {{ over }}.line_id = {{ level }}_marks.line_id
    ),

{% endfor -%}
-- a name that no class or section above it has: the part that has it, else the one code
-- of that name in the class, else in the register
told as (
    select
        under_section.line_id,
        count(distinct meanings.code) as codes,
        min(meanings.code) as code,
        count(distinct case when {{ is_below }} then meanings.code end) as codes_here,
        min(case when {{ is_below }} then meanings.code end) as code_here,
        count(distinct case when {{ is_in_class }} then meanings.code end) as codes_in_class,
        min(case when {{ is_in_class }} then meanings.code end) as code_in_class
    from under_section
    inner join meanings on under_section.line_id = meanings.line_id
    where under_section.own_code is null
    group by under_section.line_id
),

by_run as (
    select
        under_section.document_id,
        under_section.line_id,
        under_section.above_code,
        coalesce(
            under_section.own_code,
            case
                when told.codes_here = 1 then told.code_here
                when told.codes_in_class = 1 then told.code_in_class
                when told.codes = 1 then told.code
            end
        ) as code
    from under_section
    left join told on under_section.line_id = told.line_id
),

final as (
    select
        by_run.document_id,
        by_run.line_id,
        coalesce(by_run.code, by_run.above_code) as code,
        by_run.code is null as is_part
    from by_run
    inner join lines on by_run.line_id = lines.line_id
    where by_run.code is not null or (by_run.above_code is not null and not lines.is_summary)
    union all
    select
        document_id,
        line_id,
        code,
        false as is_part
    from {{ ref('int_lines__numbered') }}
)

select * from final
