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
        {{ columns_of('form_lines', ['table_type', 'side', 'line_code']) }},
        summary_paths.tree_path
    from {{ ref('form_lines') }} as form_lines
    inner join summary_paths
        on {{ same('form_lines', 'summary_paths', ['side', 'line_code']) }}
),

-- the amounts next under the place
below as (
    select
        amounts.*,
        forms.line_code as form_line
    from amounts
    inner join forms
        on
            {{ same('amounts', 'forms', ['table_type', 'side']) }}
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
        {{ columns_of('amounts', ['document_id', 'table_index', 'phase']) }}
    from amounts
    inner join forms
        on {{ same('amounts', 'forms', ['table_type', 'side', 'line_code']) }}
),

places as (
    select
        {{ columns_of('below', [
            'document_id', 'table_index', 'phase', 'group_key', 'form_line', 'measure',
        ]) }},
        min(below.line) as line
    from below
    inner join tables
        on {{ same('below', 'tables', ['document_id', 'table_index', 'phase']) }}
    group by
        below.document_id, below.table_index, below.phase, below.group_key, below.form_line,
        below.measure
),

wholes as (
    select
        amounts.group_key,
        amounts.line_code as form_line,
        amounts.measure,
        both_roles.term_role,
        {{ figure_of('amounts') }}
    from amounts
    -- what is printed stands for itself here: whether it is right is for the sums to say
    cross join both_roles
    where amounts.line_code is not null
),

sides as (
    select * from wholes
    union all
    select
        {{ columns_of('below', ['group_key', 'form_line', 'measure']) }},
        'part' as term_role,
        {{ figure_of('below') }}
    from below
    left join wholes
        on {{ same('below', 'wholes', ['group_key', 'form_line', 'measure']) }}
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
        {{ figure_of('sides') }}
    from places
    inner join sides
        on {{ same('places', 'sides', ['group_key', 'form_line', 'measure']) }}
    inner join groups on places.group_key = groups.group_key
)

select * from final
