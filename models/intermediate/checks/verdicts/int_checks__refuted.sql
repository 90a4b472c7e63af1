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
--   attached_table    what is named is an enclosure (附件), which is a file of its own
--   empty_class       the class that lacks its items has no amount
--   no_such_line      the form of the table does not have the line that would be blank
--   unsolved_formula  a workbook has cells whose results are not stored: a blank need not be one
-- Grain: one row per check and reason.
{%- set table = ['document_id', 'table_index'] %}
{%- set coded_line = table + ['rule_id', 'phase', 'measure', 'code'] %}
{%- set sums =
    "('row_identity', 'hierarchy', 'missing_amount', 'printed_formula', 'cross_table')" %}
with

differing as (
    select *, check_class in {{ sums }} as is_sum from {{ ref('int_checks__contested') }}
),

-- all checks of a rule that fails somewhere; a blank beside nothing says nothing of it
checks as (
    select
        *,
        case when status = 'differs' then line end as differing_line,
        case when status <> 'differs' then line end as agreeing_line
    from {{ ref('int_checks__judged') }} as judged
    where
        status <> 'not_checkable'
        and check_class in {{ sums }}
        and not (printed_value = 0 and expected_value = 0)
        and exists (
            select 1 from differing
            where {{ same('differing', 'judged', ['document_id', 'rule_id']) }} and differing.is_sum
        )
),

failing_rules as (
    select {{ table | join(', ') }}, rule_id from checks
    group by {{ table | join(', ') }}, rule_id
    having
        count(distinct differing_line) >= 3
        and count(distinct differing_line) >= 4 * count(distinct agreeing_line)
),

repeated_lines as (
    select {{ coded_line | join(', ') }} from checks
    where code is not null and check_class in ('hierarchy', 'missing_amount', 'cross_table')
    group by {{ coded_line | join(', ') }}
    having count(distinct line) > 1
),

-- of a sum across the columns: a blank that is left out leaves one of the two, not both
other_layouts as (
    select {{ table | join(', ') }} from differing
    where check_class in ('row_identity', 'missing_amount')
    group by {{ table | join(', ') }}, rule_id
    having
        min(case when check_class = 'row_identity' then expected_figures end) = 0
        and min(case when check_class = 'missing_amount' then printed_figures end) = 0
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where document_id in (select differing.document_id from differing)
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
    select {{ table | join(', ') }} from amounts
    where code is not null
    group by {{ table | join(', ') }}, side, phase, measure, code
    having count(distinct line) > 1
),

-- of each reason: what is true of the check, and what there is, or is not, at its place
final as (
    {% for reason, condition, is_there, place, keys, where in [
        ('fails_throughout', 'is_sum', true, 'failing_rules', table + ['rule_id'], 'true'),
        ('misread_table', 'check_key is not null', true, 'misread', ['check_id'], 'true'),
        ('other_layout', 'is_sum and (printed_figures = 0 or expected_figures = 0)', true,
         'other_layouts', table, 'true'),
        ('repeated_code', 'is_sum', true, 'repeated_lines', coded_line, 'true'),
        ('repeated_code', "rule_id = 'codes_in_order'", true, 'repeated_codes', table, 'true'),
        ('changes_untold', "rule_id = 'text_tree_of_changes'", true, 'changes_of_classes',
         ['check_id'], 'true'),
        ('unit_row', "rule_id = 'total_printed'", true, 'amounts', table,
         "row_kind = 'unit' and amount_yuan is not null"),
        ('other_code', "rule_id = 'unit_code'", true, ref('int_checks__unit_code'), table,
         "place.status = 'agrees'"),
        ('untitled_table', "rule_id = 'table_announced'", true, ref('stg_raw__tables'),
         ['document_id'], "place.status = 'untyped' and title is null"),
        ('empty_class', "rule_id = 'items_complete'", false, 'amounts', table,
         'amount_yuan <> 0 and place.code = differing.expected_text'),
        ('unsolved_formula', 'is_sum', true, ref('stg_raw__unmapped'), ['document_id'],
         "place.kind = 'formula'"),
        ('no_such_line', "rule_id = 'line_of_form'", false, ref('stg_raw__lines'), table,
         "row_kind in ('subtotal', 'total')"),
    ] -%}
        select document_id, check_id, '{{ reason }}' as reason from differing
        where
            {{ condition }}
            and {{ '' if is_there else 'not ' }}exists (
                select 1 from {{ place }} as place
                where {{ same('differing', 'place', keys) }} and {{ where }}
            )
        union all
    {% endfor -%}
    select document_id, check_id, 'name_in_sentence' as reason from differing
    where
        rule_id = 'unit_in_text'
        and {{ is_prefix('reverse(expected_text)', 'reverse(printed_text)') }}
        or rule_id = 'name_in_register' and {{ matches('printed_text', '^[-–—－]') }}
    union all
    select document_id, check_id, 'attached_table' as reason from differing
    where rule_id = 'table_announced' and {{ matches('expected_text', '^附件') }}
)

select * from final
