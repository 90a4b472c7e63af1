-- A line of a summary over lines that print amounts (seed form_lines) prints one itself. A table
-- has the line where it prints it on either side: a form has both or neither.
-- Grain: one row per side of a table, line of the form, measure and amount that takes part.
{%- set place = ['group_key', 'form_line', 'measure'] %}
with

amounts as (
    select * from {{ ref('int_checks__amounts') }}
    where measure is not null and is_of_table
),

forms as (
    select distinct
        {{ columns_of('form_lines', ['table_type', 'side', 'line_code']) }},
        '/' || summary_lines.tree_path || '/' as tree_path
    from {{ ref('form_lines') }} as form_lines
    inner join {{ ref('summary_lines') }} as summary_lines
        on {{ same('form_lines', 'summary_lines', ['side', 'line_code']) }}
),

of_forms as (
    select amounts.* from amounts
    where
        exists (
            select 1 from forms
            where {{ same('amounts', 'forms', ['table_type', 'side']) }}
        )
),

-- the amounts next under the place
below as (
    select amounts.*, forms.line_code as form_line
    from of_forms as amounts
    inner join forms
        on
            {{ same('amounts', 'forms', ['table_type', 'side']) }}
            and length(amounts.tree_path) > length(forms.tree_path)
            and {{ is_prefix('forms.tree_path', 'amounts.tree_path') }}
    left join {{ ref('int_checks__line_tree') }} as line_tree
        on amounts.line_key = line_tree.line_key
    left join of_forms as parents
        on line_tree.parent_key = parents.line_key and amounts.measure = parents.measure
    where
        coalesce(amounts.line_role, 'item') <> 'of_which'
        and (
            parents.line_key is null
            or not {{ is_prefix('forms.tree_path', 'parents.tree_path') }}
            or parents.tree_path = forms.tree_path
        )
),

places as (
    select
        {{ columns_of('below', ['document_id', 'table_index', 'phase'] + place) }},
        min(below.line) as line
    from below
    where
        exists (
            select 1
            from of_forms as amounts
            inner join forms
                on {{ same('amounts', 'forms', ['table_type', 'side', 'line_code']) }}
            where {{ same('amounts', 'below', ['document_id', 'table_index', 'phase']) }}
        )
    group by {{ columns_of('below', ['document_id', 'table_index', 'phase'] + place) }}
),

-- what is printed stands for itself here: whether it is right is for the sums to say
wholes as (
    select
        amounts.group_key, amounts.line_code as form_line, amounts.measure,
        {{ figure_of('amounts') }}
    from of_forms as amounts
    where amounts.line_code is not null
),

sides as (
    {% for role in ['printed', 'part'] -%}
        select '{{ role }}' as term_role, * from wholes
        union all
    {% endfor -%}
    select 'part' as term_role, {{ columns_of('below', place) }}, {{ figure_of('below') }}
    from below
    left join wholes on {{ same('below', 'wholes', place) }}
    where wholes.figure_id is null
),

groups as (
    select distinct group_key, group_id from {{ ref('int_checks__lines_printed') }}
),

final as (
    select
        'line_of_form' as rule_id, 'missing_amount' as check_class, places.document_id,
        groups.group_id || ' ' || places.form_line || ' ' || places.measure as place_key,
        places.table_index, places.phase, places.form_line as label, places.measure, places.line,
        sides.term_role, {{ figure_of('sides') }}
    from places
    inner join sides on {{ same('places', 'sides', place) }}
    inner join groups on places.group_key = groups.group_key
)

select * from final
