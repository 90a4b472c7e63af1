-- What a figure would have to be for a difference to be none, with what speaks against it: the
-- checks that confirm the figure as it is printed, and whether others confirm the other figures of
-- the check. Of a rate, only the rate itself can be read otherwise; that all parts are blank does
-- not say that their whole is nothing.
-- Grain: one row per check that differs and figure in it.
with

figures as (
    select
        checks.document_id, checks.check_id, figures.figure_id,
        {{ quantity(
            "case when figures.weight is null then checks.expected_value"
            ~ " when figures.role = 'printed' then figures.value - checks.difference"
            ~ " * figures.weight else figures.value + checks.difference * figures.weight end"
        ) }} as other_value,
        figures.role = 'printed' as is_printed,
        case
            when figures.weight is null then figures.role = 'printed'
            else figures.weight in (1, -1) and coalesce(checks.expected_figures, 1) > 0
        end as is_readable,
        {{ quantity(
            '0.5 * checks.printed_step'
            ~ ' + case when figures.weight is null then 0'
            ~ ' else 0.5 * (checks.expected_high - checks.expected_low) end'
        ) }} as tolerance
    from {{ ref('int_checks__differing') }} as checks
    inner join {{ ref('int_checks__figures') }} as figures on checks.check_id = figures.check_id
),

confirmed as (
    select figure_id, cast(count(*) as integer) as confirmations
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
        *,
        figures_in_check > 1
        and unconfirmed_in_check = case when confirmations = 0 then 1 else 0 end
            as others_are_confirmed
    from weighed
)

select * from final
