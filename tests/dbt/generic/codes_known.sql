{#- Closed vocabularies: `columns` maps a column to the vocabulary that its codes are of, a null apart, as
    the seed of codes lists them. One test for all of a model, as a test costs a node; a failure names
    column and code, and the document where the model has one. The model is read once for all columns,
    as it may be a view of many tables. -#}
{% test codes_known(model, columns) %}
{%- set document = document_of(model) %}

with

given as (
    select distinct
        {{ columns | join(",\n        ") }}{{ ",\n        " ~ document if document and document not in columns }}
    from {{ model }}
),

found as (
    {% for column, vocabulary in columns.items() -%}
    select distinct
        '{{ column }}' as column_name,
        '{{ vocabulary }}' as vocabulary,
        {{ column }} as code{{ ", " ~ document if document }}
    from given
    where {{ column }} is not null
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor %}
)

select found.*
from found
left join {{ ref('codes') }} as codes
    on
        found.vocabulary = codes.vocabulary
        and found.code = codes.code
where codes.code is null

{% endtest %}
