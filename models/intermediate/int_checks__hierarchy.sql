-- Terms of the sums down a table: in each measure a line is the sum of the lines next under it, and
-- a repeated total, a unit's row and a partial total of a group of expenses are the sums of the top
-- lines. A line printed in other measures and blank in this one counts as blank, not as absent.
-- Grain: one row per line with others under it, measure and amount that takes part.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where amount_yuan is not null and measure is not null
),

line_tree as (
    select * from {{ ref('int_checks__line_tree') }}
),

-- a table of several units prints a row for each: none of them is a total
repeats as (
    select
        group_id,
        line_id,
        row_kind,
        count(case when row_kind = 'unit' and label_printed is not null then 1 end)
            over (partition by group_id) as named_units
    from amounts
    where
        tree_path is null
        and (
            row_kind in ('total', 'unit')
            or row_kind = 'subtotal' and table_classification = 'economic'
        )
    group by group_id, line_id, row_kind, label_printed
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
        case when repeats.row_kind = 'subtotal' then 'sum_of_group' else 'repeated_total' end
            as rule_id,
        repeats.line_id,
        line_tree.line_id as part_id
    from repeats
    inner join line_tree on repeats.group_id = line_tree.group_id
    where line_tree.is_top and (repeats.row_kind <> 'unit' or repeats.named_units <= 1)
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
    inner join amounts on sums.part_id = amounts.line_id
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
    inner join amounts on heads.line_id = amounts.line_id
),

lines as (
    select
        line_id,
        min(document_id) as document_id,
        min(table_index) as table_index,
        min(phase) as phase,
        min(code) as code,
        min(label) as label,
        min(line) as line
    from amounts
    group by line_id
),

-- a partial total of one group of expenses says nothing of the measures of another
blanks as (
    select distinct
        parts.rule_id,
        parts.line_id,
        parts.measure
    from parts
    left join wholes
        on
            parts.rule_id = wholes.rule_id
            and parts.line_id = wholes.line_id
            and parts.measure = wholes.measure
    where wholes.line_id is null and parts.rule_id <> 'sum_of_group'
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
        blanks.line_id is not null as is_blank
    from parts
    left join blanks
        on
            parts.rule_id = blanks.rule_id
            and parts.line_id = blanks.line_id
            and parts.measure = blanks.measure
    left join wholes
        on
            parts.rule_id = wholes.rule_id
            and parts.line_id = wholes.line_id
            and parts.measure = wholes.measure
    where blanks.line_id is not null or wholes.line_id is not null
),

final as (
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
)

select * from final
