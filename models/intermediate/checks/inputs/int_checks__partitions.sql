-- The shares of one whole that are all of it: they add to 100, or what they are of adds to the
-- whole; or that cannot be all true, for they pass 100 and none is of another: what they are of
-- does not pass the whole, or is not told, in one sentence of shares alone.
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
        portions.statement_no, portions.subject, case
            when bases.id is not null then wholes.id
            else concat_ws('|', portions.document_id, portions.line, portions.whole)
        end as whole_key
    from stated as portions
    left join stated as bases
        on portions.base_statement_id = bases.id and bases.value_unit = 'yuan'
    left join stated as wholes
        on portions.whole_statement_id = wholes.id and wholes.value_unit = 'yuan'
    where
        portions.metric = 'share'
        and (bases.id <> wholes.id or bases.id is null and portions.whole is not null)
),

final as (
    select
        *,
        {{ intervals_meet(
            'sum(share_low) over of_whole', 'sum(share_high) over of_whole',
            quantity('100'), quantity('100')
        ) }} and part_id is not null as shares_meet,
        {{ intervals_meet(
            'sum(part_low) over of_whole', 'sum(part_high) over of_whole', 'whole_low', 'whole_high'
        ) }} and part_id is not null as parts_meet,
        sum(share_low) over of_whole > 100
        and min(subject) over of_whole <> max(subject) over of_whole
        and case
            when part_id is not null then sum(part_low) over of_whole <= whole_high
            else
                max(statement_no) over of_whole - min(statement_no) over of_whole + 1
                = count(*) over of_whole
        end as shares_exceed,
        min(share_id) over of_whole as first_id,
        count(*) over of_whole as shares
    from portions
    window of_whole as (partition by whole_key)
)

select * from final
where shares > 1
