{#-
  An additive fact: the rows of int_facts__sourced that are of it, under the fact's own names. What
  differs between these facts is what an item is called, and whether the rows are split further.
    fact:   the fact, as int_facts__sourced names it
    key:    the name of the row's key
    item:   the name of what the rows are of
    split:  columns beside the item that tell rows apart
-#}
{% macro additive_fact(fact, key, item, split=[]) -%}
with

sourced as (
    select * from {{ ref('int_facts__sourced') }}
    where fact = '{{ fact }}'
),

final as (
    select
        {{ surrogate_key(['document_id', 'fiscal_year', 'phase', 'scope', 'item'] + split) }}
            as {{ key }},
        unit_id,
        fiscal_year,
        phase,
        scope,
        item as {{ item }},
        {% for column in split -%}
        {{ column }},
        {% endfor -%}
        amount_yuan,
        rounding_unit_yuan,
        basis,
        amount_low_yuan,
        amount_high_yuan,
        coverage,
        placement,
        document_id,
        is_current,
        table_index,
        evidence_amount_ids,
        evidence_statement_ids
    from sourced
)

select * from final
{%- endmacro %}
