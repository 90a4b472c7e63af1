{#- Every combination of the columns is a row of `to`, which names them alike. -#}
{% test keys_covered(model, to, columns) %}

select distinct
    {% for column in columns -%}
    facts.{{ column }}{{ "," if not loop.last }}
    {% endfor %}
from {{ model }} as facts
left join {{ to }} as keys
    on
        {% for column in columns -%}
        facts.{{ column }} = keys.{{ column }} {{ "and" if not loop.last }}
        {% endfor %}
where keys.{{ columns | first }} is null

{% endtest %}
