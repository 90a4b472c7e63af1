{#- Every code is in exactly one row of the classification `to` that is valid in the fact's year. -#}
{% test codes_valid(model, to, code) %}

select
    facts.{{ code }},
    facts.fiscal_year,
    count(classes.{{ code }}) as valid_rows
from (select distinct {{ code }}, fiscal_year from {{ model }}) as facts
left join {{ to }} as classes
    on
        facts.{{ code }} = classes.{{ code }}
        and {{ is_valid_in('classes', 'facts.fiscal_year') }}
where facts.{{ code }} is not null
group by facts.{{ code }}, facts.fiscal_year
having count(classes.{{ code }}) <> 1

{% endtest %}
