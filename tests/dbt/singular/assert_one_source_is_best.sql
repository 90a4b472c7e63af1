-- What is best never counts twice: of a unit, year, phase and scope one document is the source, on
-- one basis, and a document gives a fact of them on one basis only. A zero that the text says
-- beside a table adds nothing, and counts for no basis.
with

{# What a fact is counted by, where it is counted by more than unit, year, phase and scope. -#}
{% set parts = {
    'functional_expenditure': none, 'revenue': none, 'three_public': none,
    'procurement': 'beneficiary', 'unit_total': 'measure',
} -%}
facts as (
    {% for fact, part in parts.items() -%}
        select
            '{{ fact }}'{% if part %} || '_' || {{ part }}{% endif %} as fact,
            'fct_{{ fact }}' as model_name,
            unit_id,
            fiscal_year,
            phase,
            scope,
            document_id,
            basis,
            is_best_source
        from {{ ref('fct_' ~ fact) }}
        where basis <> 'text' or coalesce(amount_yuan, 1) <> 0
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
)

select
    fact,
    model_name,
    unit_id,
    fiscal_year,
    phase,
    scope,
    'several best sources' as failure
from facts
where is_best_source
group by fact, model_name, unit_id, fiscal_year, phase, scope
having count(distinct document_id || basis) > 1
union all
select
    fact,
    model_name,
    document_id as unit_id,
    fiscal_year,
    phase,
    scope,
    'one document on several bases' as failure
from facts
group by fact, model_name, document_id, fiscal_year, phase, scope
having count(distinct basis) > 1
