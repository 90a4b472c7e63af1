{#- Slips of the hand: two whole numbers as digits, compared place by place. Twelve places are more
    than any printed amount has. -#}

{#- The digits of a quantity in units of its last printed place; null where it has finer ones. -#}
{% macro digits_in(value, step) -%}
    case
        when {{ step }} > 0 and {{ value }} % {{ step }} = 0
            then cast(cast({{ value }} / {{ step }} as decimal(20, 0)) as {{ dbt.type_string() }})
    end
{%- endmacro %}

{#- In how many places two numbers of the same length differ. -#}
{% macro places_that_differ(one, other) -%}
    (
        {%- for place in range(1, 13) %}
        case when substr({{ one }}, {{ place }}, 1) <> substr({{ other }}, {{ place }}, 1) then 1 else 0 end
        {%- if not loop.last %} + {% endif -%}
        {%- endfor %}
    )
{%- endmacro %}

{% macro is_one_digit_off(one, other) -%}
    (length({{ one }}) = length({{ other }}) and {{ places_that_differ(one, other) }} = 1)
{%- endmacro %}

{% macro is_transposed(one, other) -%}
    (
        length({{ one }}) = length({{ other }})
        and {{ places_that_differ(one, other) }} = 2
        and (
            {%- for place in range(1, 12) %}
            (
                substr({{ one }}, {{ place }}, 1) = substr({{ other }}, {{ place + 1 }}, 1)
                and substr({{ one }}, {{ place + 1 }}, 1) = substr({{ other }}, {{ place }}, 1)
                and substr({{ one }}, {{ place }}, 1) <> substr({{ other }}, {{ place }}, 1)
            )
            {%- if not loop.last %} or {% endif -%}
            {%- endfor %}
        )
    )
{%- endmacro %}

{#- Whether the longer number without one of its digits is the shorter. -#}
{% macro has_a_digit_more(longer, shorter) -%}
    (
        length({{ longer }}) = length({{ shorter }}) + 1
        and (
            {%- for place in range(1, 13) %}
            substr({{ longer }}, 1, {{ place - 1 }}) || substr({{ longer }}, {{ place + 1 }})
            = {{ shorter }}
            {%- if not loop.last %} or {% endif -%}
            {%- endfor %}
        )
    )
{%- endmacro %}
