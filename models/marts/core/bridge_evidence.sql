-- What each row of a fact rests on: the printed amounts that it adds up, and the statements that it
-- is told or computed by. The way from a figure to its places in a document.
-- Grain: one row per fact, row and amount or statement.
{%- set text = dbt.type_string() %}
{%- set facts = {
    'fct_functional_expenditure': ('functional_expenditure_id', ['amount', 'statement']),
    'fct_economic_expenditure': ('economic_expenditure_id', ['amount']),
    'fct_revenue': ('revenue_id', ['amount', 'statement']),
    'fct_three_public': ('three_public_id', ['amount', 'statement']),
    'fct_listed_unit': ('listed_unit_row_id', ['amount']),
    'fct_project': ('project_id', ['amount', 'statement']),
    'fct_procurement': ('procurement_id', ['amount', 'statement']),
    'fct_unit_total': ('unit_total_id', ['amount', 'statement']),
} %}
with

unioned as (
    {% for fact, (key, kinds) in facts.items() -%}
        {% set of_fact = loop -%}
        {% for kind in kinds -%}
            {% set is_one = fact == 'fct_unit_total' and kind == 'amount' -%}
            {% set ids = 'evidence_' ~ kind ~ ('_id' if is_one else '_ids') -%}
            select
                '{{ fact }}' as fact,
                {{ key }} as row_id,
                '{{ kind }}' as role,
                {{ each_of(ids) }} as evidence_id,
                document_id
            from {{ ref(fact) }}
            where {{ ids }} is not null
            {% if not (loop.last and of_fact.last) -%}
                union all
            {% endif -%}
        {% endfor -%}
    {% endfor %}
),

final as (
    select
        fact,
        row_id,
        role,
        cast(case when role = 'amount' then evidence_id end as {{ text }}) as amount_id,
        cast(case when role = 'statement' then evidence_id end as {{ text }}) as statement_id,
        document_id
    from unioned
)

select * from final
