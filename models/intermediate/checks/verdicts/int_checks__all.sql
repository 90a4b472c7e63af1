-- Every evaluation of every rule with its final status: a difference is not_checkable where it
-- rests on a figure that is not settled or is refuted by the document itself, with the reason.
-- A view, as int_checks__unioned is.
-- Grain: one row per check.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

unioned as (select * from {{ ref('int_checks__unioned') }}),

withheld as (
    select check_id, min(reason) as reason from (
        {% for model in [
            'unsettled', 'refuted', 'refuted_sums', 'refuted_beside', 'borne_out',
            'recognised',
        ] -%}
            select check_id, reason from {{ ref('int_checks__' ~ model) }}
            {% if not loop.last -%}
                union all
            {% endif -%}
        {% endfor %}
    ) as reasons
    group by check_id
),

final as (
    select
        {{ columns_of('unioned', check_columns().keys() | reject('equalto', 'status') | list) }},
        case
            when unioned.status = 'differs' and withheld.check_id is not null then 'not_checkable'
            else unioned.status
        end as status,
        case when unioned.status = 'differs' then withheld.reason end as withheld_reason
    from unioned
    left join withheld on unioned.check_id = withheld.check_id
)

select * from final
