{#- Closed lists: `sets` maps a column to the values that it may have, a null apart. One test for all
    the lists of a model, as a test costs a node; a failure names column and value, and the document
    where the model has one. -#}
{% test values_within(model, sets) %}
{%- set document = document_of(model) %}

{% for column, known in sets.items() -%}
select
    '{{ column }}' as column_name,
    {{ column }} as value{{ ", " ~ document if document }}
from {{ model }}
where {{ column }} not in ('{{ known | join("', '") }}')
group by {{ column }}{{ ", " ~ document if document }}
{% if not loop.last -%}
union all
{% endif -%}
{% endfor %}

{% endtest %}
