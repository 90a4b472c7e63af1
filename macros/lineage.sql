{#- The changes of both classifications in one. -#}
{% macro code_changes() -%}
{% for classification in ['functional', 'economic'] -%}
select
    '{{ classification }}' as classification,
    old_code,
    new_code,
    change_year,
    kind
from {{ ref(classification ~ '_code_changes') }}
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
{%- endmacro %}

{#- Whether two rows are of one unit, phase, scope and type of item. -#}
{% macro same_items(one, other) -%}
    {{ one }}.unit_id = {{ other }}.unit_id
            and {{ one }}.phase = {{ other }}.phase
            and {{ one }}.scope = {{ other }}.scope
            and {{ one }}.item_type = {{ other }}.item_type
{%- endmacro %}
