-- The checks that agree on a figure that stands in a difference, and so confirm it as it is
-- printed. A blank beside nothing confirms nothing.
-- Grain: one row per figure and check.
with

wanted as (
    select distinct figures.figure_id, figures.figure_key
    from {{ ref('int_checks__figures') }} as figures
    inner join {{ ref('int_checks__differing') }} as differing
        on figures.check_id = differing.check_id
),

-- a view of some million terms: first those of the figures that are asked for
terms as (
    select terms.check_key, wanted.figure_id
    from {{ ref('int_checks__linear') }} as terms
    inner join wanted on terms.figure_key = wanted.figure_key
),

final as (
    select sums.document_id, terms.figure_id, sums.check_key
    from terms
    inner join {{ ref('int_checks__sums') }} as sums on terms.check_key = sums.check_key
    where
        sums.status in ('agrees', 'agrees_within_rounding')
        and sums.check_class <> 'revision'
        and not (sums.printed_value = 0 and sums.expected_value = 0)
    {% for figure in ['figure_id', 'part_id', 'whole_id'] -%}
        union
        select
            rates.document_id, wanted.figure_id, {{ narrow_key(['rates.check_id']) }} as check_key
        from {{ ref('int_checks__narrative_arithmetic') }} as rates
        inner join wanted on rates.{{ figure }} = wanted.figure_id
        where rates.status in ('agrees', 'agrees_within_rounding')
    {% endfor %}
)

select * from final
