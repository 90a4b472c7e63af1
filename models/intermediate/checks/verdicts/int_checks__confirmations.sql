-- The checks that agree on a figure that stands in a difference, and so confirm it as it is
-- printed. A blank beside nothing confirms nothing.
-- Grain: one row per figure and check.
with

satisfied as (
    select check_id
    from {{ ref('int_checks__judged') }}
    where
        status in ('agrees', 'agrees_within_rounding')
        and check_class <> 'revision'
        and not (printed_value = 0 and expected_value = 0)
    union all
    select check_id
    from {{ ref('int_checks__narrative_arithmetic') }}
    where status in ('agrees', 'agrees_within_rounding')
),

wanted as (
    select distinct figures.figure_id
    from {{ ref('int_checks__figures') }} as figures
    inner join {{ ref('int_checks__differing') }} as differing
        on figures.check_id = differing.check_id
),

final as (
    select distinct
        figures.document_id,
        figures.figure_id,
        figures.check_id
    from {{ ref('int_checks__figures') }} as figures
    inner join wanted on figures.figure_id = wanted.figure_id
    inner join satisfied on figures.check_id = satisfied.check_id
)

select * from final
