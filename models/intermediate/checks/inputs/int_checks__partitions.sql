-- The shares of one whole that are all of it: they add to 100, or what they are of adds to the
-- whole.
-- Grain: one row per share.
with

stated as (
    select figure_id as id, * from {{ ref('int_checks__stated') }}
),

portions as (
    select
        portions.document_id,
        {% for side, relation in {
            'share': 'portions', 'part': 'bases', 'whole': 'wholes'
        }.items() -%}
            {% for column in ['id', 'value', 'low', 'high'] -%}
                {{ relation }}.{{ column }} as {{ side }}_{{ column }},
            {% endfor -%}
        {% endfor -%}
        portions.metric
    from stated as portions
    inner join stated as bases on portions.base_statement_id = bases.id
    inner join stated as wholes on portions.whole_statement_id = wholes.id
    where
        portions.metric = 'share' and bases.value_unit = 'yuan' and wholes.value_unit = 'yuan'
        and bases.id <> wholes.id
),

final as (
    select
        *,
        {{ intervals_meet(
            'sum(share_low) over of_whole', 'sum(share_high) over of_whole',
            quantity('100'), quantity('100')
        ) }} as shares_meet,
        {{ intervals_meet(
            'sum(part_low) over of_whole', 'sum(part_high) over of_whole', 'whole_low', 'whole_high'
        ) }} as parts_meet,
        count(*) over of_whole as shares
    from portions
    window of_whole as (partition by whole_id)
)

select * from final
where shares > 1
