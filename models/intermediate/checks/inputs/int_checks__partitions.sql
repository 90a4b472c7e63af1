-- The shares of one whole that are all of it: they add to 100, or what they are of adds to the
-- whole.
-- Grain: one row per share.
with

stated as (
    select * from {{ ref('int_checks__stated') }}
),

portions as (
    select
        portions.document_id,
        portions.figure_id as share_id,
        portions.value as share_value,
        portions.low as share_low,
        portions.high as share_high,
        bases.figure_id as part_id,
        bases.value as part_value,
        bases.low as part_low,
        bases.high as part_high,
        wholes.figure_id as whole_id,
        wholes.value as whole_value,
        wholes.low as whole_low,
        wholes.high as whole_high
    from stated as portions
    inner join stated as bases on portions.base_statement_id = bases.figure_id
    inner join stated as wholes on portions.whole_statement_id = wholes.figure_id
    where
        portions.metric = 'share' and bases.value_unit = 'yuan' and wholes.value_unit = 'yuan'
        and bases.figure_id <> wholes.figure_id
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
