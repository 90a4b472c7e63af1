-- The differences that the document itself refutes where they stand, and why: the rule does not
-- hold there, or what it reads is laid out or named otherwise, and no publisher is at fault.
--   fails_throughout  the rule fails on nearly every line of the table
--   misread_table     the lines of the table do not add up nearly throughout, so that none of its
--                     figures is held against another
--   other_layout      the whole is blank over its parts in one place and the parts under their
--                     whole in another: they stand in other lines, not in other columns
--   repeated_code     the table has a block for each unit: a code stands on several lines, and
--                     codes go back
--   changes_untold    a class that fell away since the year before stands in no list of this year,
--                     so that the changes told of its classes need not make the change of all
--   unit_row          a table without a row of totals has one of the unit over its lines
--   name_in_sentence  a name of the text ends in the name of the unit, or begins with a dash: what
--                     stands before it is not of it
--   other_code        the table prints the code of the unit too: the other is that of its
--                     department, or of another column
--   untitled_table    a table that is announced may be one that stands there without a title
--   empty_class       the class that lacks its items has no amount
--   no_such_line      the form of the table does not have the line that would be blank
-- Grain: one row per check and reason.
{%- set table = ['document_id', 'table_index'] %}
{%- set coded_line = table + ['rule_id', 'phase', 'measure', 'code'] %}
{%- set sums =
    "('row_identity', 'hierarchy', 'missing_amount', 'printed_formula', 'cross_table')" %}
with

differing as (
    select
        *,
        check_class in {{ sums }} as is_sum
    from {{ ref('int_checks__contested') }}
),

failing as (
    select distinct
        document_id,
        rule_id
    from differing
    where is_sum
),

-- all checks of a rule that fails somewhere; a blank beside nothing says nothing of it
checks as (
    select
        judged.*,
        case when judged.status = 'differs' then judged.line end as differing_line,
        case when judged.status <> 'differs' then judged.line end as agreeing_line
    from {{ ref('int_checks__judged') }} as judged
    inner join failing on {{ same('judged', 'failing', ['document_id', 'rule_id']) }}
    where
        judged.status <> 'not_checkable'
        and judged.check_class in {{ sums }}
        and not (judged.printed_value = 0 and judged.expected_value = 0)
),

failing_rules as (
    select
        {{ table | join(', ') }},
        rule_id
    from checks
    group by {{ table | join(', ') }}, rule_id
    having
        count(distinct differing_line) >= 3
        and count(distinct differing_line) >= 4 * count(distinct agreeing_line)
),

repeated_lines as (
    select {{ coded_line | join(', ') }}
    from checks
    where code is not null and check_class in ('hierarchy', 'missing_amount', 'cross_table')
    group by {{ coded_line | join(', ') }}
    having count(distinct line) > 1
),

-- of a sum across the columns: a blank that is left out leaves one of the two, not both
blanks as (
    select
        {{ table | join(', ') }},
        min(case when check_class = 'row_identity' then expected_figures end) as of_sums,
        min(case when check_class = 'missing_amount' then printed_figures end) as of_wholes
    from differing
    where check_class in ('row_identity', 'missing_amount')
    group by {{ table | join(', ') }}, rule_id
),

other_layouts as (
    select * from blanks
    where of_sums = 0 and of_wholes = 0
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

misread as (
    select figures.check_id
    from {{ ref('int_checks__figures') }} as figures
    inner join amounts on figures.figure_id = amounts.amount_id
    inner join failing_rules on {{ same('amounts', 'failing_rules', table) }}
    where failing_rules.rule_id in ('sum_of_lines', 'repeated_total')
),

changes_of_classes as (
    select figures.check_id
    from {{ ref('int_checks__figures') }} as figures
    inner join {{ ref('int_statements__resolved') }} as statements
        on figures.figure_id = statements.statement_id
    where figures.role = 'part' and statements.item_type = 'functional_expenditure'
),

repeated_codes as (
    select {{ table | join(', ') }}
    from amounts
    where code is not null
    group by {{ table | join(', ') }}, side, phase, measure, code
    having count(distinct line) > 1
),

unit_rows as (
    select * from amounts
    where row_kind = 'unit' and amount_yuan is not null
),

unit_codes as (
    select * from {{ ref('int_checks__unit_code') }}
    where status = 'agrees'
),

-- where a form prints a total of its lines and no amount in it
blank_lines as (
    select * from {{ ref('stg_raw__lines') }}
    where row_kind in ('subtotal', 'total')
),

untitled as (
    select * from {{ ref('stg_raw__tables') }}
    where status = 'untyped' and title is null
),

classes as (
    select
        {{ table | join(', ') }},
        code as expected_text
    from amounts
    where amount_yuan <> 0
),

-- of each reason: what is true of the check, and what there is, or is not, at its place
found as (
    {% for reason, condition, is_there, relation, keys in [
        ('fails_throughout', 'is_sum', true, 'failing_rules', table + ['rule_id']),
        ('misread_table', 'check_key is not null', true, 'misread', ['check_id']),
        ('other_layout', 'is_sum and (printed_figures = 0 or expected_figures = 0)', true,
         'other_layouts', table),
        ('repeated_code', 'is_sum', true, 'repeated_lines', coded_line),
        ('repeated_code', "rule_id = 'codes_in_order'", true, 'repeated_codes', table),
        ('changes_untold', "rule_id = 'text_tree_of_changes'", true, 'changes_of_classes',
         ['check_id']),
        ('unit_row', "rule_id = 'total_printed'", true, 'unit_rows', table),
        ('other_code', "rule_id = 'unit_code'", true, 'unit_codes', table),
        ('untitled_table', "rule_id = 'table_announced'", true, 'untitled', ['document_id']),
        ('empty_class', "rule_id = 'items_complete'", false, 'classes',
         table + ['expected_text']),
        ('no_such_line', "rule_id = 'line_of_form'", false, 'blank_lines', table),
    ] -%}
        select
            document_id,
            check_id,
            '{{ reason }}' as reason
        from differing
        where
            {{ condition }}
            and {{ '' if is_there else 'not ' }}exists (
                select 1 from {{ relation }}
                where {{ same('differing', relation, keys) }}
            )
        union all
    {% endfor -%}
    select
        document_id,
        check_id,
        'name_in_sentence' as reason
    from differing
    where
        rule_id = 'unit_in_text'
        and {{ is_prefix('reverse(expected_text)', 'reverse(printed_text)') }}
        or rule_id = 'name_in_register' and {{ matches('printed_text', '^[-–—－]') }}
),

final as (
    select * from found
)

select * from final
