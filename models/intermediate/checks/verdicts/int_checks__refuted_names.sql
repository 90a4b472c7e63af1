-- The differences of names, codes and lines that the document itself refutes, and why.
--   repeated_code     codes go back as the table has a block for each unit: one stands twice
--   unit_row          a table without a row of totals has one of the unit over its lines
--   name_in_sentence  a name of the text ends in the name of the unit, or begins with a dash: what
--                     stands before it is not of it
--   other_code        the table prints the code of the unit too: the other is that of its
--                     department, or of another column
--   untitled_table    a table that is announced may be one that stands there without a title
--   empty_class       the class that lacks its items has no amount
--   no_such_line      the form of the table does not have the line that would be blank
-- Grain: one row per check and reason.
with

differing as (
    select * from {{ ref('int_checks__contested') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

coded as (
    select
        document_id,
        table_index,
        count(distinct line) as places
    from amounts
    where code is not null
    group by document_id, table_index, side, phase, measure, code
),

repeated_codes as (
    select distinct
        document_id,
        table_index
    from coded
    where places > 1
),

unit_rows as (
    select distinct
        document_id,
        table_index
    from amounts
    where row_kind = 'unit' and amount_yuan is not null
),

unit_codes as (
    select distinct
        document_id,
        table_index
    from {{ ref('int_checks__unit_code') }}
    where rule_id = 'unit_code' and status = 'agrees'
),

-- where a form prints a total of its lines and no amount in it
blank_lines as (
    select distinct
        document_id,
        table_index
    from {{ ref('stg_raw__lines') }}
    where row_kind in ('subtotal', 'total')
),

untitled as (
    select distinct document_id
    from {{ ref('stg_raw__tables') }}
    where status = 'untyped' and title is null
),

found as (
    select
        differing.document_id,
        differing.check_id,
        'repeated_code' as reason
    from differing
    inner join repeated_codes
        on
            differing.document_id = repeated_codes.document_id
            and differing.table_index = repeated_codes.table_index
    where differing.rule_id = 'codes_in_order'
    union
    select
        differing.document_id,
        differing.check_id,
        'unit_row' as reason
    from differing
    inner join unit_rows
        on
            differing.document_id = unit_rows.document_id
            and differing.table_index = unit_rows.table_index
    where differing.rule_id = 'total_printed'
    union
    select
        document_id,
        check_id,
        'name_in_sentence' as reason
    from differing
    where
        rule_id = 'unit_in_text'
        and {{ is_prefix('reverse(expected_text)', 'reverse(printed_text)') }}
        or rule_id = 'name_in_register' and {{ matches('printed_text', '^[-–—－]') }}
    union
    select
        differing.document_id,
        differing.check_id,
        'other_code' as reason
    from differing
    inner join unit_codes
        on
            differing.document_id = unit_codes.document_id
            and differing.table_index = unit_codes.table_index
    where differing.rule_id = 'unit_code'
    union
    select
        differing.document_id,
        differing.check_id,
        'untitled_table' as reason
    from differing
    inner join untitled on differing.document_id = untitled.document_id
    where differing.rule_id = 'table_announced'
    union
    select
        differing.document_id,
        differing.check_id,
        'empty_class' as reason
    from differing
    left join amounts
        on
            differing.document_id = amounts.document_id
            and differing.table_index = amounts.table_index
            and differing.expected_text = amounts.code
            and amounts.amount_yuan <> 0
    where differing.rule_id = 'items_complete' and amounts.amount_id is null
    union
    select
        differing.document_id,
        differing.check_id,
        'no_such_line' as reason
    from differing
    left join blank_lines
        on
            differing.document_id = blank_lines.document_id
            and differing.table_index = blank_lines.table_index
    where differing.rule_id = 'line_of_form' and blank_lines.document_id is null
),

final as (
    select * from found
)

select * from final
