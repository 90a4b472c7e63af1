{#-
  An additive fact: the rows of int_facts__sourced that are of it, under the fact's own names. What
  differs between these facts is what an item is called, and whether the rows are split further.
    fact:   the fact, as int_facts__sourced names it
    key:    the name of the row's key
    item:   the name of what the rows are of
    split:  columns beside the item that tell rows apart
    register:  the seed with the classification that the items are of, whose key rows get
    class_key_name: the name of that key
-#}
{% macro additive_fact(fact, key, item, split=[], register=none, class_key_name=none) -%}
with

sourced as (
    select * from {{ ref('int_facts__sourced') }}
    where fact = '{{ fact }}'
),
{% if register %}
register as (
    select * from {{ ref(register) }}
),
{% endif %}
final as (
    select
        {{ surrogate_key(['document_id', 'fiscal_year', 'phase', 'scope', 'item'] + split) }}
            as {{ key }},
        unit_id,
        fiscal_year,
        phase,
        scope,
        item as {{ item }},
        {% if register -%}
        {{ class_key('item', 'register') }} as {{ class_key_name }},
        {% endif -%}
        {% for column in split -%}
        {{ column }},
        {% if column == 'spending_nature' -%}
        {{ nature_parent('spending_nature') }} as spending_nature_parent,
        {% endif -%}
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
        is_best_source,
        is_widest_scope,
        table_index,
        evidence_amount_ids,
        evidence_statement_ids,
        reading
    from sourced
    {%- if register %}
    left join register
        on
            sourced.item = register.{{ item }}
            and {{ is_valid_in('register', 'sourced.fiscal_year') }}
    {%- endif %}
)

select * from final
{%- endmacro %}

{#- The nature that a spending nature is part of; one that is part of none is its own. -#}
{% macro nature_parent(nature) -%}
    case when {{ nature }} in ('personnel', 'public') then 'basic' else {{ nature }} end
{%- endmacro %}


{#- Of how several figures were read (seed codes, vocabulary reading) the least certain. -#}
{% macro least_sure_reading(reading) -%}
    case
        max(
            case {{ reading }}
                when 'doubtful' then 4
                when 'recognised' then 3
                when 'by_identity' then 2
                when 'confirmed' then 1
                else 0
            end
        )
        when 4 then 'doubtful'
        when 3 then 'recognised'
        when 2 then 'by_identity'
        when 1 then 'confirmed'
        else 'printed'
    end
{%- endmacro %}

{#- How what the text of a document says was read: recognised where any of its text was. -#}
{% macro reading_of_text(reader) -%}
    case
        when {{ reader }} in ('pdf_ocr', 'pdf_mixed', 'image_ocr', 'mixed_ocr') then 'recognised'
        else 'printed'
    end
{%- endmacro %}

{#- Whether an amount stands in one place alone: what may stand in several tells nothing. -#}
{% macro is_placed(placement) -%}
    coalesce({{ placement }}, 'printed') <> 'ambiguous'
{%- endmacro %}
