-- Terms of amounts that a form has a place for and a document leaves blank: a line of a summary
-- over lines that print amounts (seed form_lines), and the parts of an amount where the table has
-- columns for them and all are blank. The blank is what is printed, what the identity asks for is
-- expected. A table has the line where it prints it on either side: a form has both or neither. The
-- other way round, a side of a summary with an amount has items that it is of.
-- Grain: one row per rule, place and amount that takes part.
{#- no common table: it would be held in memory with all amounts -#}
{%- set amounts -%}
    (
        select *
        from {{ ref('int_amounts__classified') }}
        where amount_yuan is not null and measure is not null
            and year_printed is null and shown_by is null
    )
{%- endset %}
with

form_lines as (
    select * from {{ ref('form_lines') }}
),

summary_paths as (
    select distinct
        side,
        line_code,
        '/' || tree_path || '/' as tree_path
    from {{ ref('summary_lines') }}
    where tree_path is not null
),

lines_of_forms as (
    select
        form_lines.table_type,
        form_lines.side,
        form_lines.line_code,
        summary_paths.tree_path
    from form_lines
    inner join summary_paths
        on
            form_lines.side = summary_paths.side
            and form_lines.line_code = summary_paths.line_code
),

-- the lines next under the place; a class stands there at once, an item of revenue one level deep
below as (
    select
        amounts.*,
        lines_of_forms.line_code as form_line,
        min(length(amounts.tree_path)) over (
            partition by amounts.group_id, lines_of_forms.line_code, amounts.code
        ) as shortest
    from {{ amounts }} as amounts
    inner join lines_of_forms
        on
            amounts.table_type = lines_of_forms.table_type
            and amounts.side = lines_of_forms.side
            and length(amounts.tree_path) > length(lines_of_forms.tree_path)
            and {{ is_prefix('lines_of_forms.tree_path', 'amounts.tree_path') }}
    left join {{ ref('int_checks__line_tree') }} as line_tree
        on amounts.line_id = line_tree.line_id
    left join {{ amounts }} as parents
        on
            line_tree.parent_id = parents.line_id
            and amounts.measure = parents.measure
    where
        coalesce(amounts.line_role, 'item') <> 'of_which'
        and (
            parents.line_id is null
            or not {{ is_prefix('lines_of_forms.tree_path', 'parents.tree_path') }}
            or parents.tree_path = lines_of_forms.tree_path
        )
),

forms as (
    select distinct
        amounts.document_id,
        amounts.table_index,
        amounts.phase
    from {{ amounts }} as amounts
    inner join form_lines
        on
            amounts.table_type = form_lines.table_type
            and amounts.side = form_lines.side
            and amounts.line_code = form_lines.line_code
),

heads as (
    select
        below.group_id,
        below.form_line,
        below.measure,
        min(below.document_id) as document_id,
        min(below.table_index) as table_index,
        min(below.phase) as phase,
        min(below.line) as line
    from below
    inner join forms
        on
            below.document_id = forms.document_id
            and below.table_index = forms.table_index
            and below.phase = forms.phase
    group by below.group_id, below.form_line, below.measure
),

wholes as (
    select
        heads.group_id,
        heads.form_line,
        heads.measure,
        amounts.line,
        {{ amount_term('amounts') }}
    from heads
    inner join {{ amounts }} as amounts
        on
            heads.group_id = amounts.group_id
            and heads.form_line = amounts.line_code
            and heads.measure = amounts.measure
),

-- what is printed stands for itself here: whether it is right is for the sums to say
sides as (
    select
        wholes.*,
        'printed' as term_role
    from wholes
    union all
    select
        wholes.*,
        'part' as term_role
    from wholes
    union all
    select
        below.group_id,
        below.form_line,
        below.measure,
        below.line,
        {{ amount_term('below') }},
        'part' as term_role
    from below
    left join wholes
        on
            below.group_id = wholes.group_id
            and below.form_line = wholes.form_line
            and below.measure = wholes.measure
    where wholes.figure_id is null
),

form_terms as (
    select
        'line_of_form' as rule_id,
        heads.document_id,
        heads.group_id || ' ' || heads.form_line || ' ' || heads.measure as place_key,
        heads.table_index,
        heads.phase,
        cast(null as {{ dbt.type_string() }}) as code,
        heads.form_line as label,
        heads.measure,
        heads.line,
        sides.term_role,
        sides.figure_id,
        sides.value,
        sides.low,
        sides.high,
        sides.value_unit
    from heads
    inner join sides
        on
            heads.group_id = sides.group_id
            and heads.form_line = sides.form_line
            and heads.measure = sides.measure
),

-- the amount that a side of a summary is about: that of the line of the form, or else the total
tops as (
    select
        amounts.group_id,
        amounts.document_id,
        amounts.table_index,
        amounts.phase,
        amounts.side,
        amounts.tree_path,
        amounts.label,
        amounts.measure,
        amounts.line,
        row_number() over (
            partition by amounts.group_id
            order by -length(amounts.tree_path), amounts.line, amounts.amount_id
        ) as choice,
        {{ amount_term('amounts') }}
    from {{ amounts }} as amounts
    left join form_lines
        on
            amounts.table_type = form_lines.table_type
            and amounts.side = form_lines.side
            and amounts.line_code = form_lines.line_code
    where
        amounts.table_classification = 'summary'
        and amounts.measure = 'total'
        and amounts.amount_yuan <> 0
        and (amounts.tree_path = '/' or form_lines.line_code is not null)
),

items_of_tops as (
    select
        tops.figure_id,
        max(
            case
                when
                    length(amounts.tree_path) > length(tops.tree_path)
                    and {{ is_prefix('tops.tree_path', 'amounts.tree_path') }}
                    then 1
                else 0
            end
        ) as has_items,
        -- a line that nobody knows may be an item
        max(case when amounts.mapping_method = 'unmapped' then 1 else 0 end) as has_unknown
    from tops
    inner join {{ amounts }} as amounts on tops.group_id = amounts.group_id
    where tops.choice = 1
    group by tops.figure_id
),

roles_of_terms as (
    select 'part' as term_role
    union all
    select 'printed' as term_role
),

item_terms as (
    select
        'items_of_form' as rule_id,
        tops.document_id,
        tops.group_id as place_key,
        tops.table_index,
        tops.phase,
        cast(null as {{ dbt.type_string() }}) as code,
        tops.label,
        tops.measure,
        tops.line,
        sides.term_role,
        tops.figure_id,
        tops.value,
        tops.low,
        tops.high,
        tops.value_unit
    from tops
    inner join items_of_tops on tops.figure_id = items_of_tops.figure_id
    inner join roles_of_terms as sides
        on sides.term_role = 'part' or items_of_tops.has_items = 1
    where items_of_tops.has_items = 1 or items_of_tops.has_unknown = 0
),

identities as (
    select * from {{ ref('int_checks__row_identity') }}
),

without_parts as (
    select place_key
    from identities
    group by place_key
    having max(term_role) = 'printed' and min(term_role) = 'printed'
),

blank_terms as (
    select
        'parts_blank' as rule_id,
        identities.document_id,
        identities.rule_id || ' ' || identities.place_key as place_key,
        identities.table_index,
        identities.phase,
        identities.code,
        identities.label,
        cast(null as {{ dbt.type_string() }}) as measure,
        identities.line,
        'part' as term_role,
        identities.figure_id,
        identities.value,
        identities.low,
        identities.high,
        identities.value_unit
    from identities
    inner join without_parts on identities.place_key = without_parts.place_key
    where identities.value <> 0
),

unioned as (
    select * from form_terms
    union all
    select * from item_terms
    union all
    select * from blank_terms
),

class_terms as (
    select
        rule_id,
        'missing_amount' as check_class,
        document_id,
        place_key,
        table_index,
        phase,
        code,
        label,
        measure,
        line,
        term_role,
        1 as weight,
        figure_id,
        value,
        low,
        high,
        value_unit
    from unioned
),

final as (
    select
        {{ check_id() }} as check_id,
        *
    from class_terms
)

select * from final
