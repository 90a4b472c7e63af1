{#- Texts of a seed that models compare as they stand: each is written in the form in which the texts
    of rows are compared, which a load makes of every text of seeds. -#}
{% test written_folded(model, column_name, form="folded_text") %}

select
    seeds.{{ column_name }} as written,
    texts.{{ form }} as expected
from {{ model }} as seeds
left join {{ ref('stg_reference__texts') }} as texts on seeds.{{ column_name }} = texts.printed_text
where
    seeds.{{ column_name }} <> ''
    and coalesce(texts.{{ form }}, '') <> seeds.{{ column_name }}

{% endtest %}
