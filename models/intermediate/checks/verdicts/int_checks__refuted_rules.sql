-- The differences whose rule a whole table refutes, and why: the rule does not hold there or the
-- table is laid out otherwise than it was read, and no publisher is at fault.
--   fails_throughout  the rule fails on nearly every line of the table
--   misread_table     the lines of the table do not add up nearly throughout, so that none of its
--                     figures is held against another
--   other_layout      the whole is blank over its parts in one place and the parts under their
--                     whole in another: they stand in other lines, not in other columns
--   repeated_code     the code stands on several lines: the table has a block for each unit
--   changes_untold    a class that fell away since the year before stands in no list of this year,
--                     so that the changes told of its classes need not make the change of all
-- Grain: one row per check and reason.
{%- set sums =
    "('row_identity', 'hierarchy', 'missing_amount', 'printed_formula', 'cross_table')" %}
with

differing as (
    select * from {{ ref('int_checks__contested') }}
    where check_key is not null
),

failing as (
    select distinct
        document_id,
        rule_id
    from differing
    where check_class in {{ sums }}
),

-- all checks of a rule that fails somewhere; a blank beside nothing says nothing of it
checks as (
    select
        judged.*,
        case when judged.status = 'differs' then judged.line end as differing_line,
        case when judged.status <> 'differs' then judged.line end as agreeing_line
    from {{ ref('int_checks__judged') }} as judged
    inner join failing
        on judged.document_id = failing.document_id and judged.rule_id = failing.rule_id
    where
        judged.status <> 'not_checkable'
        and not (judged.printed_value = 0 and judged.expected_value = 0)
),

failing_rules as (
    select
        document_id,
        table_index,
        rule_id
    from checks
    where check_class in {{ sums }}
    group by document_id, table_index, rule_id
    having
        count(distinct differing_line) >= 3
        and count(distinct differing_line) >= 4 * count(distinct agreeing_line)
),

misread_tables as (
    select distinct
        document_id,
        table_index
    from failing_rules
    where rule_id in ('sum_of_lines', 'repeated_total')
),

-- of a sum across the columns: a blank that is left out leaves one of the two, not both
blanks as (
    select
        document_id,
        table_index,
        min(case when check_class = 'row_identity' then expected_figures end) as of_sums,
        min(case when check_class = 'missing_amount' then printed_figures end) as of_wholes
    from differing
    where check_class in ('row_identity', 'missing_amount')
    group by document_id, table_index, rule_id
),

other_layouts as (
    select distinct
        document_id,
        table_index
    from blanks
    where of_sums = 0 and of_wholes = 0
),

repeated_codes as (
    select
        document_id,
        table_index,
        rule_id,
        phase,
        measure,
        code
    from checks
    where code is not null and check_class in ('hierarchy', 'missing_amount', 'cross_table')
    group by document_id, table_index, rule_id, phase, measure, code
    having count(distinct line) > 1
),

found as (
    select
        differing.document_id,
        differing.check_id,
        'fails_throughout' as reason
    from differing
    inner join failing_rules
        on
            differing.document_id = failing_rules.document_id
            and differing.table_index = failing_rules.table_index
            and differing.rule_id = failing_rules.rule_id
    union
    select
        differing.document_id,
        differing.check_id,
        'misread_table' as reason
    from differing
    inner join {{ ref('int_checks__figures') }} as figures
        on differing.check_id = figures.check_id
    inner join {{ ref('int_amounts__classified') }} as amounts
        on figures.figure_id = amounts.amount_id
    inner join misread_tables
        on
            amounts.document_id = misread_tables.document_id
            and amounts.table_index = misread_tables.table_index
    union
    select
        differing.document_id,
        differing.check_id,
        'other_layout' as reason
    from differing
    inner join other_layouts
        on
            differing.document_id = other_layouts.document_id
            and differing.table_index = other_layouts.table_index
    where
        differing.check_class in {{ sums }}
        and (differing.printed_figures = 0 or differing.expected_figures = 0)
    union
    select
        differing.document_id,
        differing.check_id,
        'repeated_code' as reason
    from differing
    inner join repeated_codes
        on
            differing.document_id = repeated_codes.document_id
            and differing.table_index = repeated_codes.table_index
            and differing.rule_id = repeated_codes.rule_id
            and differing.phase = repeated_codes.phase
            and differing.measure = repeated_codes.measure
            and differing.code = repeated_codes.code
    union
    select
        differing.document_id,
        differing.check_id,
        'changes_untold' as reason
    from differing
    inner join {{ ref('int_checks__figures') }} as figures
        on differing.check_id = figures.check_id
    inner join {{ ref('int_statements__resolved') }} as statements
        on figures.figure_id = statements.statement_id
    where
        differing.rule_id = 'text_tree_of_changes'
        and figures.role = 'part'
        and statements.item_type = 'functional_expenditure'
),

final as (
    select * from found
)

select * from final
