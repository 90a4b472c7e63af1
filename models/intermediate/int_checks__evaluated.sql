-- The linear checks, evaluated: as they are judged, but that a difference that hangs on a figure
-- that may stand in several columns is none to be told of.
-- Grain: one row per check.
with

judged as (
    select * from {{ ref('int_checks__judged') }}
),

unsettled as (
    select * from {{ ref('int_checks__unsettled') }}
),

final as (
    select
        judged.check_id,
        judged.rule_id,
        judged.check_class,
        judged.document_id,
        judged.place_key,
        judged.table_index,
        judged.phase,
        judged.code,
        judged.label,
        judged.measure,
        judged.line,
        judged.value_unit,
        {% for name in ['printed', 'expected'] -%}
            {% for end in ['value', 'low', 'high'] -%}
                judged.{{ name }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        judged.printed_figures,
        judged.expected_figures,
        judged.evidence_figure_ids,
        case
            when unsettled.check_id is not null and judged.status = 'differs'
                then 'not_checkable'
            else judged.status
        end as status
    from judged
    left join unsettled on judged.check_id = unsettled.check_id
)

select * from final
