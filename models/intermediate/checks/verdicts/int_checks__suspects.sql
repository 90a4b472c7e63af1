-- The figure that the evidence picks as the cause of a difference, with what it should be: the one
-- whose reading mends the most differences and that the fewest checks confirm as it is printed.
-- Picked is only what no other figure equals, in every difference that it mends; what is so settled
-- is taken away, and the rest is looked at once more. One difference alone picks no part of a sum.
-- Where the evidence does not pick, none is suspected.
-- Grain: one row per check that differs and has a suspect.
{%- set rounds = [1, 2] %}
with

causes as (select * from {{ ref('int_checks__causes_in_tables') }}),

-- where a column slipped by a row, no single figure of it is to blame
readings as (
    select readings.*
    from {{ ref('int_checks__readings') }} as readings
    left join causes
        on readings.check_id = causes.check_id and causes.explanation = 'slipped_rows'
    where readings.is_readable and causes.check_id is null
),

-- a column that holds the amounts of the year before needs no other proof
of_the_year_before as (
    select
        {{ columns_of('readings', ['check_id', 'figure_id', 'other_value', 'confirmations']) }},
        1 as mended, 0 as round_no
    from readings
    inner join causes
        on {{ same('readings', 'causes', ['check_id', 'figure_id']) }}
    where causes.explanation = 'year_before'
),

{% for round in rounds -%}
    open_{{ round }} as (
        select readings.*
        from readings
        left join of_the_year_before as settled on readings.check_id = settled.check_id
        {% for earlier in rounds if earlier < round -%}
            left join picked_{{ earlier }} on readings.check_id = picked_{{ earlier }}.check_id
        {% endfor -%}
        where
            settled.check_id is null
            {% for earlier in rounds if earlier < round -%}
                and picked_{{ earlier }}.check_id is null
            {% endfor %}
    ),

    -- which differences the same reading mends
    mends_{{ round }} as (
        select readings.check_id, readings.figure_id, mates.check_id as mended_id
        from open_{{ round }} as readings
        inner join open_{{ round }} as mates
            on
                readings.figure_id = mates.figure_id
                and abs(readings.other_value - mates.other_value) <= mates.tolerance
    ),

    counted_{{ round }} as (
        select
            check_id, figure_id,
            count(distinct mended_id) as mended
        from mends_{{ round }}
        group by check_id, figure_id
    ),

    ranked_{{ round }} as (
        select
            readings.*, counted.mended,
            rank() over (
                partition by readings.check_id
                order by counted.mended - readings.confirmations desc, counted.mended desc
            ) as place,
            count(*) over (
                partition by
                    readings.check_id, counted.mended - readings.confirmations, counted.mended
            ) as equals
        from open_{{ round }} as readings
        inner join counted_{{ round }} as counted
            on {{ same('readings', 'counted', ['check_id', 'figure_id']) }}
    ),

    first_{{ round }} as (
        select * from ranked_{{ round }}
        where place = 1 and equals = 1
    ),

    -- one that is not the first in all that it mends is not the cause
    outdone_{{ round }} as (
        select distinct mends.check_id, mends.figure_id
        from mends_{{ round }} as mends
        left join first_{{ round }} as firsts
            on mends.mended_id = firsts.check_id and mends.figure_id = firsts.figure_id
        where firsts.check_id is null
    ),

    picked_{{ round }} as (
        select
            {{ columns_of('firsts', [
                'check_id', 'figure_id', 'other_value', 'confirmations', 'mended',
            ]) }},
            {{ round }} as round_no
        from first_{{ round }} as firsts
        left join outdone_{{ round }} as outdone
            on {{ same('firsts', 'outdone', ['check_id', 'figure_id']) }}
        where
            outdone.check_id is null
            and firsts.mended > firsts.confirmations
            and (firsts.mended > 1 or firsts.is_printed and firsts.others_are_confirmed)
    ),

{% endfor -%}
unioned as (
    select * from of_the_year_before
    {% for round in rounds -%}
        union all
        select * from picked_{{ round }}
    {% endfor %}
),

-- differences of one name that are off by as much have one cause: where they do not all lead to
-- one figure, none is it
undecided as (
    select
        differing.document_id,
        coalesce(differing.code, differing.label) as name,
        abs(differing.difference) as apart
    from {{ ref('int_checks__differing') }} as differing
    left join unioned on differing.check_id = unioned.check_id
    where differing.difference <> 0
    group by
        differing.document_id, coalesce(differing.code, differing.label), abs(differing.difference)
    having
        min(coalesce(unioned.figure_id, '')) <> max(coalesce(unioned.figure_id, ''))
        and max(unioned.round_no) > 0
),

final as (
    select
        differing.document_id, unioned.check_id, unioned.figure_id as suspect_figure_id,
        unioned.other_value as suggested_value,
        cast(unioned.mended as integer) as mended,
        unioned.confirmations
    from unioned
    inner join {{ ref('int_checks__differing') }} as differing
        on unioned.check_id = differing.check_id
    left join undecided
        on
            differing.document_id = undecided.document_id
            and coalesce(differing.code, differing.label) = undecided.name
            and abs(differing.difference) = undecided.apart
    where undecided.document_id is null
)

select * from final
