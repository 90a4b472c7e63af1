-- Causes of differences that the two values alone tell: a unit of money, a blank, a slip of the
-- hand, a name; of a rate, that it was rounded away so that all shares make 100, rounded to fewer
-- places than it has, cut off, has its point a place off, is of another base, or follows from the
-- amount of the table.
-- Grain: one row per check and cause.
with

rates as (select * from {{ ref('int_checks__narrative_arithmetic') }}),

checks as (
    select
        differing.*,
        rates.figure_id as rate_id, rates.part_id, rates.whole_id,
        differing.value_unit = 'yuan' and differing.printed_figures = 1
        and differing.expected_figures > 0 and differing.printed_step > 0
        and differing.check_class <> 'unit_slip' as is_written,
        rates.check_id is not null and differing.value_unit = 'percent' as is_rate,
        {{ digits_in('differing.printed_value', 'differing.printed_step') }} as printed_digits,
        {{ digits_in('differing.expected_value', 'differing.printed_step') }} as expected_digits
    from {{ ref('int_checks__differing') }} as differing
    left join rates on differing.check_id = rates.check_id
),

stated as (select * from {{ ref('int_checks__stated') }}),

slipped as (
    select checks.check_id
    from checks
    cross join {{ ref('unit_slips') }} as unit_slips
    where
        checks.printed_value <> 0 and checks.expected_value <> 0
        and {{ quantity('checks.printed_value * unit_slips.factor') }}
        between checks.expected_low and checks.expected_high
),

portions as (
    select share_id, sum(share_value) over (partition by whole_id) as of_hundred
    from {{ ref('int_checks__partitions') }}
    where parts_meet
),

-- the amounts that the tables have in place of those that the text has
table_values as (
    select statement_id, tie_id, sum(value) as value, sum(low) as low, sum(high) as high
    from {{ ref('int_checks__text_ties') }}
    group by statement_id, tie_id
),

followers as (
    select checks.check_id
    from checks
    inner join stated as rates on checks.rate_id = rates.figure_id
    inner join stated as parts on rates.base_statement_id = parts.figure_id
    inner join table_values on rates.whole_statement_id = table_values.statement_id
    where
        checks.rule_id in ('share', 'completion_rate')
        and {{ share_status(
            'rates.value', 'rates.step', 'parts.value', 'parts.low', 'parts.high',
            'table_values.value', 'table_values.low', 'table_values.high'
        ) }} in ('agrees', 'agrees_within_rounding')
    union
    select checks.check_id
    from checks
    inner join stated as rates on checks.rate_id = rates.figure_id
    inner join stated as earlier on rates.earlier_statement_id = earlier.figure_id
    inner join table_values on rates.base_statement_id = table_values.statement_id
    where
        checks.rule_id = 'rate_of_change'
        and {{ share_status(
            'rates.value', 'rates.step', 'table_values.value - earlier.value',
            'table_values.low - earlier.high', 'table_values.high - earlier.low',
            'earlier.value', 'earlier.low', 'earlier.high'
        ) }} in ('agrees', 'agrees_within_rounding')
),

of_rates as (
    select
        checks.check_id, case
            when
                abs(checks.expected_value) > abs(checks.printed_value)
                and abs(checks.difference) < checks.printed_step
                and checks.printed_value * checks.expected_value > 0
                then 'cut_off'
            when
                abs(10 * checks.printed_value - checks.expected_value) <= 5 * checks.printed_step
                or abs(checks.printed_value - 10 * checks.expected_value)
                <= 0.5 * checks.printed_step
                then 'point_shifted'
            when
                checks.rule_id = 'rate_of_change'
                and abs(100 * parts.value - checks.printed_value * wholes.value)
                <= 0.5 * checks.printed_step * abs(wholes.value)
                then 'other_base'
        end as explanation
    from checks
    left join stated as parts on checks.part_id = parts.figure_id
    left join stated as wholes on checks.whole_id = wholes.figure_id
    where checks.is_rate
),

causes as (
    {% for explanation, condition in {
        'unit_slip': 'check_id in (select slipped.check_id from slipped)',
        'blank': 'printed_value is not null and printed_figures = 0',
        'blank_parts': 'printed_value is not null and printed_figures > 0 and expected_figures = 0',
        'other_name': "rule_id = 'label_of_code'",
        'rounding_forced': "is_rate and rule_id = 'share' and rate_id in"
            ~ ' (select portions.share_id from portions where portions.of_hundred = 100)',
        'coarser_rounding': 'is_rate and ('
            ~ 'printed_value % 1 = 0 and abs(difference) <= 0.5 and printed_step < 1 or '
            ~ 'printed_value * 10 % 1 = 0 and abs(difference) <= 0.05 and printed_step < 0.1)',
        'follows_from_table': 'is_rate and'
            ~ ' check_id in (select followers.check_id from followers)',
    }.items() -%}
        select check_id, '{{ explanation }}' as explanation from checks
        where {{ condition }}
        union all
    {% endfor -%}
    select
        check_id, case
            when printed_value = -expected_value then 'sign'
            when {{ is_transposed('printed_digits', 'expected_digits') }} then 'transposed_digits'
            when {{ is_one_digit_off('printed_digits', 'expected_digits') }} then 'one_digit'
            when
                {{ has_a_digit_more('printed_digits', 'expected_digits') }}
                or {{ has_a_digit_more('expected_digits', 'printed_digits') }}
                then 'dropped_digit'
        end as explanation
    from checks
    where is_written
    union all
    select * from of_rates
),

final as (
    select checks.document_id, checks.check_id, causes.explanation
    from causes
    inner join checks on causes.check_id = checks.check_id
    where causes.explanation is not null
)

select * from final
