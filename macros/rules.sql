{#- What the models of checks share. A check compares a printed quantity with the sum of its terms;
    each rule yields terms, and one place evaluates them. -#}

{#- The key of a check, of the columns that say what it is of. -#}
{% macro check_id() -%}
    {{ surrogate_key(["document_id", "rule_id", "place_key"]) }}
{%- endmacro %}

{#- The columns of a term. A rule has of them what it needs: a check stands at a head, a printed line
    or a statement, which has a document, table, phase, code, label and line of its own, and a rule
    names these only where they are otherwise. -#}
{% macro term_columns() -%}
    {{ return({
        "rule_id": "text", "check_class": "text", "document_id": "text", "head_key": "bigint",
        "place_key": "text", "table_index": "integer", "phase": "text", "code": "text",
        "label": "text", "measure": "text", "line": "integer", "term_role": "text",
        "weight": "decimal(9, 6)", "figure_id": "text", "value": "decimal(24, 6)",
        "low": "decimal(24, 6)", "high": "decimal(24, 6)", "value_unit": "text",
    }) }}
{%- endmacro %}

{#- The columns of a check that is no sum: what is printed and what should be, as texts. -#}
{% macro verdict_columns() -%}
    {{ return({
        "rule_id": "text", "check_class": "text", "document_id": "text", "place_key": "text",
        "table_index": "integer", "code": "text", "label": "text", "line": "integer",
        "printed_text": "text", "expected_text": "text", "status": "text", "figure_ids": "text",
    }) }}
{%- endmacro %}

{#- Rows of several models, one under another, by the names of their columns; a column that a model
    lacks is null there. -#}
{% macro unioned_by_name(models, columns) -%}
    {{ return(adapter.dispatch("unioned_by_name")(models, columns)) }}
{%- endmacro %}

{% macro default__unioned_by_name(models, columns) -%}
    select
        {% for name, type in columns.items() -%}
            cast(null as {{ type }}) as {{ name }}{% if not loop.last %},{% endif %}
        {% endfor %}
    where false
    {% for model in models -%}
        union all by name
        select * from {{ ref(model) }}
    {% endfor %}
{%- endmacro %}

{% macro spark__unioned_by_name(models, columns) -%}
    {%- for model in models -%}
        {%- set relation = ref(model) -%}
        {%- set there = adapter.get_columns_in_relation(relation) | map(attribute="name") | list -%}
        select
            {% for name, type in columns.items() -%}
                cast({{ name if name in there else "null" }} as {{ type | replace("text", "string") }})
                    as {{ name }}{% if not loop.last %},{% endif %}
            {% endfor %}
        from {{ relation }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#- figure_id, value, low and high of an amount of `relation`. -#}
{% macro amount_term(relation) -%}
    {{ relation }}.amount_id as figure_id,
    {{ quantity(relation ~ ".amount_yuan") }} as value,
    {{ interval_low(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as low,
    {{ interval_high(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as high
{%- endmacro %}

{#- Both roles of a term, for what is held against itself or in a pair. -#}
{% macro both_roles() -%}
    select 'printed' as term_role
    union all
    select 'part' as term_role
{%- endmacro %}

{#- Columns of the first term of a check: what is printed before its parts, then by line. -#}
{% macro first_of(columns) -%}
    {%- set order = "case term_role when 'printed' then 0 else 1000000000 end + line" -%}
    {%- for name in columns -%}
        min_by({{ name }}, {{ order }}) as {{ name }}{% if not loop.last %},
        {% endif %}
    {%- endfor -%}
{%- endmacro %}
