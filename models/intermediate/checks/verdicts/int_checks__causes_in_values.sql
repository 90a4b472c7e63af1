-- Causes of differences that the two values alone tell: a unit of money, a blank, a slip of the
-- hand, a name.
-- Grain: one row per check and cause.
with

checks as (
    select * from {{ ref('int_checks__differing') }}
),

unit_slips as (
    select * from {{ ref('unit_slips') }}
),

by_unit as (
    select
        checks.document_id,
        checks.check_id,
        'unit_slip' as explanation
    from checks
    cross join unit_slips
    where
        checks.printed_value <> 0 and checks.expected_value <> 0
        and {{ quantity('checks.printed_value * unit_slips.factor') }}
        between checks.expected_low and checks.expected_high
),

by_blank as (
    select
        document_id,
        check_id,
        case when printed_figures = 0 then 'blank' else 'blank_parts' end as explanation
    from checks
    where printed_value is not null and (printed_figures = 0 or expected_figures = 0)
),

written as (
    select
        document_id,
        check_id,
        {{ digits_in('printed_value', 'printed_step') }} as printed_digits,
        {{ digits_in('expected_value', 'printed_step') }} as expected_digits,
        printed_value,
        expected_value
    from checks
    where
        value_unit = 'yuan' and printed_figures = 1 and expected_figures > 0 and printed_step > 0
        and check_class <> 'unit_slip'
),

by_digits as (
    select
        document_id,
        check_id,
        case
            when printed_value = -expected_value then 'sign'
            when {{ is_transposed('printed_digits', 'expected_digits') }} then 'transposed_digits'
            when {{ is_one_digit_off('printed_digits', 'expected_digits') }} then 'one_digit'
            when {{ has_a_digit_more('printed_digits', 'expected_digits') }} then 'dropped_digit'
            when {{ has_a_digit_more('expected_digits', 'printed_digits') }} then 'dropped_digit'
        end as explanation
    from written
),

by_name as (
    select
        document_id,
        check_id,
        'other_name' as explanation
    from checks
    where rule_id = 'label_of_code'
),

unioned as (
    select * from by_unit
    union all
    select * from by_blank
    union all
    select * from by_digits
    union all
    select * from by_name
),

final as (
    select distinct
        document_id,
        check_id,
        explanation
    from unioned
    where explanation is not null
)

select * from final
