{#- What the models of checks share. A check compares a printed quantity with the sum of its terms;
    each class of rule yields terms, and one place evaluates them. -#}

{#- The key of a check, of the columns that say what it is of. -#}
{% macro check_id() -%}
    {{ surrogate_key(["document_id", "rule_id", "place_key"]) }}
{%- endmacro %}

{#- The columns of a term, in the order in which all models of terms have them. -#}
{% macro term_columns() -%}
    {{ return([
        "check_id", "rule_id", "check_class", "document_id", "place_key", "table_index", "phase",
        "code", "label", "measure", "line", "term_role", "weight", "figure_id", "value", "low",
        "high", "value_unit",
    ]) }}
{%- endmacro %}

{#- value, low, high and value_unit of an amount of `relation`. -#}
{% macro amount_term(relation) -%}
    {{ relation }}.amount_id as figure_id,
    {{ quantity(relation ~ ".amount_yuan") }} as value,
    {{ interval_low(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as low,
    {{ interval_high(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as high,
    'yuan' as value_unit
{%- endmacro %}
