-- Terms of the sums down a table: in each measure a line is the sum of the lines next under it. The
-- sum of the top lines is what a repeated total and a unit's row print. The total of a group of
-- expenses (seed group_totals) is that of the top lines of the group, a partial total in a table
-- without codes that of the lines that follow it, and a line of a form (seed line_sums) that of
-- the lines that give another view of it. A line printed in other measures and blank in this one
-- counts as blank, not as absent.
-- Grain: one row per line with others under it, measure and amount that takes part.
{#- no common table: it would be held in memory with all amounts -#}
{%- set amounts -%}
    (
        select *
        from {{ ref('int_amounts__classified') }}
        where amount_yuan is not null and measure is not null
    )
{%- endset %}
with

line_tree as (
    select * from {{ ref('int_checks__line_tree') }}
),

lines as (
    select
        line_id,
        min(document_id) as document_id,
        min(table_index) as table_index,
        min(phase) as phase,
        min(group_id) as group_id,
        coalesce(min(side), 'expenditure') as side,
        min(code) as code,
        min(label) as label,
        min(label_key) as label_key,
        min(line_code) as line_code,
        min(tree_path) as tree_path,
        min(mapping_method) as mapping_method,
        min(class_group) as class_group,
        min(table_classification) as table_classification,
        min(row_kind) as row_kind,
        min(row_no) as row_no,
        min(label_printed) as label_printed,
        min(line) as line
    from {{ amounts }} as amounts
    group by line_id
),

-- a table of several units prints a row for each: none of them is a total
repeats as (
    select
        group_id,
        line_id,
        count(case when row_kind = 'unit' and label_printed is not null then 1 end)
            over (partition by group_id) as named_units
    from lines
    where tree_path is null and row_kind in ('total', 'unit')
),

-- the top lines of a table of expenses by their group; one of an unknown class may be of any
grouped as (
    select
        line_tree.group_id,
        line_tree.line_id,
        lines.class_group,
        min(case when lines.class_group is null then 0 else 1 end)
            over (partition by line_tree.group_id) as is_known
    from line_tree
    inner join lines on line_tree.line_id = lines.line_id
    where line_tree.is_top and lines.table_classification = 'economic'
),

-- the lines of a form that print another view of an amount, and the amount
form_parts as (
    select
        line_sums.sum_id,
        line_sums.whole_line,
        lines.group_id,
        lines.line_id,
        count(*) over (partition by line_sums.sum_id, lines.group_id) as parts
    from {{ ref('line_sums') }} as line_sums
    inner join lines
        on
            line_sums.side = lines.side
            and line_sums.part_line = lines.line_code
            and lines.tree_path is not null
),

whole_lines as (
    select distinct
        sum_id,
        side,
        whole_line
    from {{ ref('line_sums') }}
),

form_wholes as (
    select
        line_sums.sum_id,
        lines.group_id,
        lines.line_id,
        row_number() over (
            partition by line_sums.sum_id, lines.group_id
            order by case when lines.line_code = line_sums.whole_line then 0 else 1 end, lines.line
        ) as choice
    from whole_lines as line_sums
    inner join lines
        on
            line_sums.side = lines.side
            and (line_sums.whole_line = lines.line_code or lines.tree_path = '/')
),

-- a line that nobody knows may be one of the parts
forms_with_unknown_lines as (
    select distinct group_id
    from lines
    where mapping_method = 'unmapped'
),

-- a table without codes that prints partial totals, each before its lines
blocks as (
    select
        line_id,
        group_id,
        row_kind,
        tree_path,
        count(code) over (partition by group_id) as coded_lines,
        min(case when row_kind = 'subtotal' then row_no end) over (partition by group_id)
            as first_subtotal,
        min(case when row_kind = 'line' then row_no end) over (partition by group_id)
            as first_line,
        max(case when row_kind = 'subtotal' then {{ row_mark('row_no') }} || line_id end) over (
            partition by group_id
            order by row_no, line_id
            rows between unbounded preceding and current row
        ) as block
    from lines
    where coalesce(table_classification, 'functional') = 'functional' and row_kind <> 'unit'
),

sums as (
    select
        'sum_of_lines' as rule_id,
        parent_id as line_id,
        line_id as part_id
    from line_tree
    where parent_id is not null
    union all
    select
        'repeated_total' as rule_id,
        repeats.line_id,
        line_tree.line_id as part_id
    from repeats
    inner join line_tree on repeats.group_id = line_tree.group_id
    inner join lines on repeats.line_id = lines.line_id
    where line_tree.is_top and (lines.row_kind <> 'unit' or repeats.named_units <= 1)
    union all
    select
        'sum_of_group' as rule_id,
        lines.line_id,
        grouped.line_id as part_id
    from lines
    inner join {{ ref('group_totals') }} as group_totals on lines.label_key = group_totals.label
    inner join grouped on lines.group_id = grouped.group_id
    where
        lines.tree_path is null
        and lines.row_kind = 'subtotal'
        and case
            when group_totals.expense_group is null then true
            else
                grouped.is_known = 1
                and (grouped.class_group = 'personnel') = (group_totals.expense_group = 'personnel')
        end
    union all
    select
        'sum_of_block' as rule_id,
        substr(block, 9) as line_id,
        line_id as part_id
    from blocks
    where
        row_kind = 'line' and coded_lines = 0 and first_subtotal < first_line
        and tree_path like '/#%'
    union all
    select
        form_parts.sum_id as rule_id,
        form_wholes.line_id,
        form_parts.line_id as part_id
    from form_parts
    inner join form_wholes
        on
            form_parts.sum_id = form_wholes.sum_id
            and form_parts.group_id = form_wholes.group_id
            and form_wholes.choice = 1
    left join forms_with_unknown_lines as unknown_lines
        on form_parts.group_id = unknown_lines.group_id
    where form_parts.parts > 1 and unknown_lines.group_id is null
),

-- the places where a sum is to be looked at: in each measure that the line or a part prints
parts as (
    select
        sums.rule_id,
        sums.line_id,
        amounts.measure,
        amounts.line,
        {{ amount_term('amounts') }}
    from sums
    inner join {{ amounts }} as amounts on sums.part_id = amounts.line_id
),

heads as (
    select distinct
        rule_id,
        line_id
    from sums
),

wholes as (
    select
        heads.rule_id,
        amounts.line_id,
        amounts.measure,
        amounts.line,
        {{ amount_term('amounts') }}
    from heads
    inner join {{ amounts }} as amounts on heads.line_id = amounts.line_id
),

terms as (
    select
        rule_id,
        line_id,
        measure,
        'printed' as term_role,
        figure_id,
        value,
        low,
        high,
        false as is_blank
    from wholes
    union all
    select
        parts.rule_id,
        parts.line_id,
        parts.measure,
        'part' as term_role,
        parts.figure_id,
        parts.value,
        parts.low,
        parts.high,
        wholes.line_id is null as is_blank
    from parts
    left join wholes
        on
            parts.rule_id = wholes.rule_id
            and parts.line_id = wholes.line_id
            and parts.measure = wholes.measure
    -- a partial total of one group of expenses says nothing of the measures of another
    where wholes.line_id is not null or parts.rule_id in ('sum_of_lines', 'repeated_total')
),

class_terms as (
    select
        terms.rule_id,
        case when terms.is_blank then 'missing_amount' else 'hierarchy' end as check_class,
        lines.document_id,
        terms.line_id || ' ' || terms.measure as place_key,
        lines.table_index,
        lines.phase,
        lines.code,
        lines.label,
        terms.measure,
        lines.line,
        terms.term_role,
        1 as weight,
        terms.figure_id,
        terms.value,
        terms.low,
        terms.high,
        'yuan' as value_unit
    from terms
    inner join lines on terms.line_id = lines.line_id
),

final as (
    select
        {{ check_id() }} as check_id,
        *
    from class_terms
)

select * from final
