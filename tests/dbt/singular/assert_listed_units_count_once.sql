-- A document's rows in the facts are of its own unit, so that nothing counts twice: what a
-- department lists of its units is in its own rows, and under the units' ids in fct_listed_unit
-- alone. Every unit that is listed has a parent.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

facts as (
    {% for fact in [
        'functional_expenditure', 'economic_expenditure', 'revenue', 'three_public', 'unit_total',
    ] -%}
        select distinct
            'fct_{{ fact }}' as model_name,
            document_id,
            unit_id
        from {{ ref('fct_' ~ fact) }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

listed as (
    select
        listed_unit_id as unit_id,
        min(document_id) as document_id
    from {{ ref('stg_raw__blocks') }}
    group by listed_unit_id
)

select
    facts.model_name,
    facts.document_id,
    facts.unit_id,
    'of another unit than its document' as failure
from facts
inner join documents on facts.document_id = documents.document_id
where facts.unit_id <> documents.unit_id
union all
select distinct
    'fct_listed_unit' as model_name,
    document_id,
    unit_id,
    'listed by itself' as failure
from {{ ref('fct_listed_unit') }}
where unit_id = department_unit_id
union all
select
    'dim_unit' as model_name,
    listed.document_id,
    listed.unit_id,
    'has no parent' as failure
from listed
left join {{ ref('dim_unit') }} as units on listed.unit_id = units.unit_id
where units.parent_unit_id is null
