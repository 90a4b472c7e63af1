{#- The columns together are a key: no two rows share them, a null counting as a value; a
    failure names a document of theirs where the model has one. -#}
{% test unique_combination(model, columns) %}
{%- set document = document_of(model) %}

select
    {{ columns | join(',\n    ') }},
    {{ "min(" ~ document ~ ") as " ~ document ~ "," if document and document not in columns }}
    count(*) as copies
from {{ model }}
group by
    {{ columns | join(',\n    ') }}
having count(*) > 1

{% endtest %}
