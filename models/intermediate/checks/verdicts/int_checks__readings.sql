-- What a figure would have to be for a difference to be none, with what speaks against it: the
-- checks that confirm the figure as it is printed, and whether others confirm the other figures of
-- the check. Of a rate, only the rate itself can be read otherwise.
-- Grain: one row per check that differs and figure in it.
with

checks as (
    select * from {{ ref('int_checks__differing') }}
),

terms as (
    select * from {{ ref('int_checks__terms') }}
    where figure_id is not null
),

figures as (
    select
        terms.check_id,
        terms.figure_id,
        {{ quantity(
            "case when terms.term_role = 'printed' then terms.value - checks.difference"
            ~ " * terms.weight else terms.value + checks.difference * terms.weight end"
        ) }} as other_value,
        terms.weight in (1, -1) as is_readable,
        terms.term_role = 'printed' as is_printed,
        {{ quantity(
            '0.5 * (checks.printed_high - checks.printed_low)'
            ~ ' + 0.5 * (checks.expected_high - checks.expected_low)'
        ) }} as tolerance
    from checks
    inner join terms on checks.check_id = terms.check_id
    union all
    select
        checks.check_id,
        taken.figure_id,
        checks.expected_value as other_value,
        taken.role = 'printed' as is_readable,
        taken.role = 'printed' as is_printed,
        {{ quantity('0.5 * checks.printed_step') }} as tolerance
    from checks
    inner join {{ ref('int_checks__figures') }} as taken on checks.check_id = taken.check_id
    where checks.check_class = 'narrative_arithmetic'
),

confirmed as (
    select
        figure_id,
        cast(count(*) as integer) as confirmations
    from {{ ref('int_checks__confirmations') }}
    group by figure_id
),

weighed as (
    select
        figures.*,
        coalesce(confirmed.confirmations, 0) as confirmations,
        count(*) over (partition by figures.check_id) as figures_in_check,
        sum(case when confirmed.figure_id is null then 1 else 0 end)
            over (partition by figures.check_id) as unconfirmed_in_check
    from figures
    left join confirmed on figures.figure_id = confirmed.figure_id
),

final as (
    select
        checks.document_id,
        weighed.check_id,
        weighed.figure_id,
        weighed.other_value,
        weighed.tolerance,
        weighed.is_readable,
        weighed.is_printed,
        weighed.confirmations,
        weighed.figures_in_check > 1
        and weighed.unconfirmed_in_check
        = case when weighed.confirmations = 0 then 1 else 0 end as others_are_confirmed,
        weighed.figures_in_check
    from weighed
    inner join checks on weighed.check_id = checks.check_id
)

select * from final
