-- Terms of the sums down a table: in each measure a line is the sum of the lines next under it. The
-- sum of the top lines is what a repeated total and a unit's row print. The total of a group of
-- expenses (seed group_totals) is that of the top lines of the group, a partial total in a table
-- without codes that of the lines that follow it, and a line of a form (seed line_sums) that of
-- the lines that give another view of it.
-- Grain: one row per line with others under it, measure and amount that takes part.
with

line_tree as (select * from {{ ref('int_checks__line_tree') }}),

lines as (
    select * from {{ ref('int_checks__lines_printed') }}
    where has_measure
),

amounts as (
    select * from {{ ref('int_checks__amounts') }}
    where measure is not null
),

-- a table of several units prints a row for each: none of them is a total
repeats as (
    select
        group_key, line_key, row_kind,
        count(case when row_kind = 'unit' and label_printed is not null then 1 end)
            over (partition by group_key) as named_units
    from lines
    where tree_path is null and row_kind in ('total', 'unit')
),

-- the top lines of a table of expenses by their group; one of an unknown class may be of any
grouped as (
    select
        lines.group_key, lines.line_key, lines.class_group,
        count(*) over (partition by lines.group_key)
        = count(lines.class_group) over (partition by lines.group_key) as is_known
    from line_tree
    inner join lines on line_tree.line_key = lines.line_key
    where line_tree.is_top and lines.table_classification = 'economic'
),

-- the lines of a form that print another view of an amount
form_parts as (
    select
        line_sums.sum_id, lines.group_key, lines.line_key,
        count(*) over (partition by line_sums.sum_id, lines.group_key) as parts
    from {{ ref('line_sums') }} as line_sums
    inner join lines
        on
            line_sums.side = lines.side
            and line_sums.part_line = lines.line_code
            and lines.tree_path is not null
),

-- the amount: the line named, or else the total
form_wholes as (
    select
        line_sums.sum_id, lines.group_key, lines.line_key,
        row_number() over (
            partition by line_sums.sum_id, lines.group_key
            order by case when lines.line_code = line_sums.whole_line then 0 else 1 end, lines.line
        ) as choice
    from {{ ref('line_sums') }} as line_sums
    inner join lines
        on
            line_sums.side = lines.side
            and (line_sums.whole_line = lines.line_code or lines.tree_path = '/')
),

-- a table without codes that prints partial totals, each before its lines
blocks as (
    select
        line_key, row_kind, tree_path,
        count(code) over (partition by group_key) as coded_lines,
        {% for kind in ['subtotal', 'line'] -%}
            min(case when row_kind = '{{ kind }}' then row_no end) over (partition by group_key)
                as first_{{ kind }},
        {% endfor -%}
        max(
            case
                when row_kind = 'subtotal'
                    then {{ row_mark('row_no') }} || cast(line_key as {{ dbt.type_string() }})
            end
        ) over (
            partition by group_key
            order by row_no, line_key
            rows between unbounded preceding and current row
        ) as block
    from lines
    where coalesce(table_classification, 'functional') = 'functional' and row_kind <> 'unit'
),

-- a line printed in other measures and blank in this one is blank, and not absent
sums as (
    select 'sum_of_lines' as rule_id, parent_key as head_key, line_key, true as has_blanks
    from line_tree
    where parent_key is not null
    union all
    select
        'repeated_total' as rule_id, repeats.line_key as head_key, line_tree.line_key,
        true as has_blanks
    from repeats
    inner join line_tree on repeats.group_key = line_tree.group_key
    where line_tree.is_top and (repeats.row_kind <> 'unit' or repeats.named_units <= 1)
    union all
    select
        'sum_of_group' as rule_id, lines.line_key as head_key, grouped.line_key,
        false as has_blanks
    from lines
    inner join {{ ref('group_totals') }} as group_totals on lines.label_key = group_totals.label
    inner join grouped on lines.group_key = grouped.group_key
    where
        lines.tree_path is null
        and lines.row_kind = 'subtotal'
        and (
            group_totals.expense_group is null
            or grouped.is_known
            and (grouped.class_group = 'personnel') = (group_totals.expense_group = 'personnel')
        )
    union all
    select
        'sum_of_block' as rule_id, cast(substr(block, 9) as bigint) as head_key, line_key,
        false as has_blanks
    from blocks
    where
        row_kind = 'line' and coded_lines = 0 and first_subtotal < first_line
        and tree_path like '/#%'
    union all
    select
        form_parts.sum_id as rule_id, form_wholes.line_key as head_key, form_parts.line_key,
        false as has_blanks
    from form_parts
    inner join form_wholes
        on
            {{ same('form_parts', 'form_wholes', ['sum_id', 'group_key']) }}
            and form_wholes.choice = 1
    where
        form_parts.parts > 1
        -- a line that nobody knows may be one of the parts
        and form_parts.group_key not in (
            select lines.group_key from lines
            where lines.mapping_method = 'unmapped'
        )
),

sides as (
    select *, 'part' as term_role from sums
    union all
    select distinct rule_id, head_key, head_key as line_key, has_blanks, 'printed' as term_role
    from sums
),

final as (
    select
        sides.rule_id, 'hierarchy' as check_class, sides.head_key, sides.term_role,
        amounts.document_id, amounts.measure, {{ amount_of('amounts') }}
    from sides
    inner join amounts on sides.line_key = amounts.line_key
    left join amounts as heads
        on
            not sides.has_blanks
            and sides.head_key = heads.line_key
            and amounts.measure = heads.measure
    where sides.has_blanks or heads.line_key is not null
)

select * from final
