{#- Every combination of the columns is a row of `to`, which names them alike; a null is not a key. A failure
    names the document where the model has one. -#}
{% test keys_covered(model, to, columns) %}
{%- set document = document_of(model) %}
{%- set named = columns + ([document] if document and document not in columns else []) %}

select distinct
    {% for column in named -%}
    facts.{{ column }}{{ "," if not loop.last }}
    {% endfor %}
from {{ model }} as facts
left join {{ to }} as keys
    on
        {% for column in columns -%}
        facts.{{ column }} = keys.{{ column }} {{ "and" if not loop.last }}
        {% endfor %}
where keys.{{ columns | first }} is null and facts.{{ columns | first }} is not null

{% endtest %}
