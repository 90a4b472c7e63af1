{#- Printed figures as exact decimals in yuan, and the arithmetic of printed precision. -#}

{#- The number that a plain decimal says, exact; null where the text is none or it is too large.
    Engines read more as a number than is printed as one (`1e3`), each its own. -#}
{% macro parse_amount(figure) -%}
    {{ return(adapter.dispatch("parse_amount")(figure)) }}
{%- endmacro %}

{% macro default__parse_amount(figure) -%}
    case
        when regexp_full_match({{ figure }}, '[-+]?[0-9]+([.][0-9]+)?')
            then try_cast({{ figure }} as decimal(20, 6))
    end
{%- endmacro %}

{% macro spark__parse_amount(figure) -%}
    case
        when {{ figure }} rlike '^[-+]?[0-9]+([.][0-9]+)?$'
            then try_cast({{ figure }} as decimal(20, 6))
    end
{%- endmacro %}

{#- The last printed place of a figure: `404.80` is 0.01, `3` is 1. -#}
{% macro printed_unit(figure) -%}
    cast(
        case
            when {{ figure }} like '%.%'
                then
                    '0.' || repeat('0', length({{ figure }}) - instr({{ figure }}, '.') - 1) || '1'
            else '1'
        end
        as decimal(20, 6)
    )
{%- endmacro %}

{#- An expression as money. -#}
{% macro money(expression) -%}
    cast({{ expression }} as decimal(20, 2))
{%- endmacro %}

{#- A quantity of six decimals as money. Eighteen digits are rounded in one machine word, more by a long
    division, which takes twenty times as long; the result is the same. -#}
{% macro quantity_as_money(expression) -%}
    case
        when abs({{ expression }}) < 100000000000
            then
                cast(
                    cast(cast({{ expression }} as decimal(18, 6)) as decimal(18, 2))
                    as decimal(20, 2)
                )
        else {{ money(expression) }}
    end
{%- endmacro %}
