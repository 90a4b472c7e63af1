{#- What the models of comparability share: the attributes of a set of figures on which it depends
    whether another is like it, each with the reason that names a difference. A new reason is a
    row here and a column of cmp_comparability_set. -#}

{#- Attributes whose difference stands against any comparison. -#}
{% macro obstacles() -%}
    {{ return({
        "phase": "phase_differs",
        "scope": "scope_differs",
        "coverage": "coverage_differs",
    }) }}
{%- endmacro %}

{#- Attributes whose difference is to be named. The years of two sets come before them. -#}
{% macro caveats() -%}
    {{ return({
        "basis": "basis_differs",
        "admin_level": "level_differs",
        "reporting_level": "reporting_level_differs",
    }) }}
{%- endmacro %}

{#- The attributes of a signature, in the order in which it has them. -#}
{% macro signature_attributes() -%}
    {{ return((obstacles().keys() | list) + (caveats().keys() | list)) }}
{%- endmacro %}

{#- The reasons of `attributes` for which two relations differ, each after a blank. -#}
{% macro reasons_between(one, other, attributes) -%}
    {%- for attribute, reason in attributes.items() %}
    {%- if not loop.first %}
    || {% endif -%}
    case
        when coalesce({{ one }}.{{ attribute }}, '') <> coalesce({{ other }}.{{ attribute }}, '')
            then ' {{ reason }}'
        else ''
    end
    {%- endfor %}
{%- endmacro %}

{#- Why the amounts of two rows of cmp_item are not alike, whatever they are compared for: codes, each with
    a blank after it. -#}
{% macro unlike_amounts(one, other) -%}
    case
        when coalesce({{ one }}.carryover_yuan, 0) <> 0 or coalesce({{ other }}.carryover_yuan, 0) <> 0
            then 'carryover '
        else ''
    end
    || case
        when
            coalesce({{ one }}.construction_yuan, 0) <> 0
            or coalesce({{ other }}.construction_yuan, 0) <> 0
            then 'one_off_capital '
        else ''
    end
    || case
        when
            coalesce({{ one }}.rounding_unit_yuan, 0) <> coalesce({{ other }}.rounding_unit_yuan, 0)
            then 'precision '
        else ''
    end
    || case
        when {{ one }}.coverage <> 'complete' or {{ other }}.coverage <> 'complete' then 'coverage '
        else ''
    end
{%- endmacro %}

{#- An amount as far as a change or a rate may rest on it: what part of the items of a class make is
    at least that, and null here. -#}
{% macro known_whole(amount, item_type, coverage) -%}
    case
        when {{ coverage }} = 'partial' and {{ item_type }} in ('functional_class', 'functional_section')
            then null
        else {{ amount }}
    end
{%- endmacro %}
