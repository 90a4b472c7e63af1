-- Causes of differences of rates: one rounded away so that all shares make 100, rounded to fewer
-- places than it has, cut off, with its point a place off, of another base, or that follows from
-- the amount of the table.
-- Grain: one row per check and cause.
with

checks as (
    select
        differing.*,
        rates.figure_id as rate_id,
        rates.part_id,
        rates.whole_id
    from {{ ref('int_checks__differing') }} as differing
    inner join {{ ref('int_checks__narrative_arithmetic') }} as rates
        on differing.check_id = rates.check_id
    where differing.value_unit = 'percent'
),

stated as (
    select * from {{ ref('int_checks__stated') }}
),

portions as (
    select
        share_id,
        sum(share_value) over (partition by whole_id) as of_hundred
    from {{ ref('int_checks__partitions') }}
    where parts_meet
),

by_shares as (
    select
        checks.document_id,
        checks.check_id,
        'rounding_forced' as explanation
    from checks
    inner join portions on checks.rate_id = portions.share_id
    where checks.rule_id = 'share' and portions.of_hundred = 100
),

by_coarser as (
    select
        document_id,
        check_id,
        'coarser_rounding' as explanation
    from checks
    where
        printed_value % 1 = 0 and abs(difference) <= 0.5 and printed_step < 1
        or printed_value * 10 % 1 = 0 and abs(difference) <= 0.05 and printed_step < 0.1
),

-- the amounts that the tables have in place of those that the text has
table_values as (
    select
        statement_id,
        tie_id,
        sum(value) as value,
        sum(low) as low,
        sum(high) as high
    from {{ ref('int_checks__text_ties') }}
    group by statement_id, tie_id
),

by_table as (
    select
        checks.document_id,
        checks.check_id,
        'follows_from_table' as explanation
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
),

by_rate as (
    select
        checks.document_id,
        checks.check_id,
        case
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
                and abs(100 * changes.value - checks.printed_value * amounts_stated.value)
                <= 0.5 * checks.printed_step * abs(amounts_stated.value)
                then 'other_base'
        end as explanation
    from checks
    left join stated as changes on checks.part_id = changes.figure_id
    left join stated as amounts_stated on checks.whole_id = amounts_stated.figure_id
),

unioned as (
    select * from by_shares
    union all
    select * from by_coarser
    union all
    select * from by_table
    union all
    select * from by_rate
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
