{#- Closed lists: `sets` maps a column to the values that it may have, a null apart. One test for all
    the lists of a model, as a test costs a node; a failure names column and value. -#}
{% test values_within(model, sets) %}

{% for column, known in sets.items() -%}
select
    '{{ column }}' as column_name,
    {{ column }} as value
from {{ model }}
where {{ column }} not in ('{{ known | join("', '") }}')
group by {{ column }}
{% if not loop.last -%}
union all
{% endif -%}
{% endfor %}

{% endtest %}
