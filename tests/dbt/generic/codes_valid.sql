{#- Every code is in exactly one row of the classification `to` that is valid in the fact's year; a failure
    names the document where the model has one. -#}
{% test codes_valid(model, to, code) %}
{%- set document = document_of(model) %}

select
    facts.{{ code }},
    facts.fiscal_year,
    {{ "facts." ~ document ~ "," if document }}
    count(classes.{{ code }}) as valid_rows
from (select distinct {{ code }}, fiscal_year{{ ", " ~ document if document }} from {{ model }}) as facts
left join {{ to }} as classes
    on
        facts.{{ code }} = classes.{{ code }}
        and {{ is_valid_in('classes', 'facts.fiscal_year') }}
where facts.{{ code }} is not null
group by facts.{{ code }}, facts.fiscal_year{{ ", facts." ~ document if document }}
having count(classes.{{ code }}) <> 1

{% endtest %}
