-- A line of a summary over lines that print amounts (seed form_lines) prints one itself. A table
-- has the line where it prints it on either side: a form has both or neither.
-- Grain: one row per side of a table, line of the form, measure and amount that takes part.
with

both_roles as (
    {{ both_roles() }}
),

amounts as (
    select * from {{ ref('int_checks__amounts') }}
    where measure is not null and is_of_table
),

summary_paths as (
    select distinct
        side,
        line_code,
        '/' || tree_path || '/' as tree_path
    from {{ ref('summary_lines') }}
),

forms as (
    select
        form_lines.table_type,
        form_lines.side,
        form_lines.line_code,
        summary_paths.tree_path
    from {{ ref('form_lines') }} as form_lines
    inner join summary_paths
        on
            form_lines.side = summary_paths.side
            and form_lines.line_code = summary_paths.line_code
),

-- the amounts next under the place
below as (
    select
        amounts.*,
        forms.line_code as form_line
    from amounts
    inner join forms
        on
            amounts.table_type = forms.table_type
            and amounts.side = forms.side
            and length(amounts.tree_path) > length(forms.tree_path)
            and {{ is_prefix('forms.tree_path', 'amounts.tree_path') }}
    left join {{ ref('int_checks__line_tree') }} as line_tree
        on amounts.line_key = line_tree.line_key
    left join amounts as parents
        on
            line_tree.parent_key = parents.line_key
            and amounts.measure = parents.measure
    where
        coalesce(amounts.line_role, 'item') <> 'of_which'
        and (
            parents.line_key is null
            or not {{ is_prefix('forms.tree_path', 'parents.tree_path') }}
            or parents.tree_path = forms.tree_path
        )
),

tables as (
    select distinct
        amounts.document_id,
        amounts.table_index,
        amounts.phase
    from amounts
    inner join forms
        on
            amounts.table_type = forms.table_type
            and amounts.side = forms.side
            and amounts.line_code = forms.line_code
),

places as (
    select
        below.document_id,
        below.table_index,
        below.phase,
        below.group_key,
        below.form_line,
        below.measure,
        min(below.line) as line
    from below
    inner join tables
        on
            below.document_id = tables.document_id
            and below.table_index = tables.table_index
            and below.phase = tables.phase
    group by
        below.document_id,
        below.table_index,
        below.phase,
        below.group_key,
        below.form_line,
        below.measure
),

wholes as (
    select
        amounts.group_key,
        amounts.line_code as form_line,
        amounts.measure,
        both_roles.term_role,
        amounts.figure_id,
        amounts.value,
        amounts.low,
        amounts.high
    from amounts
    -- what is printed stands for itself here: whether it is right is for the sums to say
    cross join both_roles
    where amounts.line_code is not null
),

sides as (
    select * from wholes
    union all
    select
        below.group_key,
        below.form_line,
        below.measure,
        'part' as term_role,
        below.figure_id,
        below.value,
        below.low,
        below.high
    from below
    left join wholes
        on
            below.group_key = wholes.group_key
            and below.form_line = wholes.form_line
            and below.measure = wholes.measure
    where wholes.figure_id is null
),

groups as (
    select distinct
        group_key,
        group_id
    from {{ ref('int_checks__lines_printed') }}
),

final as (
    select
        'line_of_form' as rule_id,
        'missing_amount' as check_class,
        places.document_id,
        groups.group_id || ' ' || places.form_line || ' ' || places.measure as place_key,
        places.table_index,
        places.phase,
        places.form_line as label,
        places.measure,
        places.line,
        sides.term_role,
        sides.figure_id,
        sides.value,
        sides.low,
        sides.high
    from places
    inner join sides
        on
            places.group_key = sides.group_key
            and places.form_line = sides.form_line
            and places.measure = sides.measure
    inner join groups on places.group_key = groups.group_key
)

select * from final
