{#- A quantity as a person reads it: yuan as 万元, a rate with its sign, a count as a whole number, a
    blank as a blank. A slip of the unit of money is shown in yuan. -#}
{% macro readable_quantity(value, value_unit, check_class, rate_decimals) -%}
    case
        when {{ value_unit }} = 'yuan' and {{ check_class }} = 'unit_slip'
            then {{ decimal_text(value, 2) }} || ' 元'
        when {{ value_unit }} = 'yuan' then {{ decimal_text("0.0001 * " ~ value, 2) }} || ' 万元'
        when {{ value_unit }} = 'percent' then {{ decimal_text(value, rate_decimals) }} || ' %'
        when {{ value_unit }} = 'points' then {{ decimal_text(value, rate_decimals) }} || ' 分'
        when {{ value_unit }} = 'count' and {{ value }} = round({{ value }}, 0)
            then {{ decimal_text(value, 0) }}
        when {{ value_unit }} = 'count' then {{ decimal_text(value, 2) }}
    end
{%- endmacro %}

{#- A decimal as text with a fixed number of decimals; null of null. -#}
{% macro decimal_text(value, decimals) -%}
    cast(
        cast(round({{ value }}, {{ decimals }}) as decimal(20, {{ decimals }}))
        as {{ dbt.type_string() }}
    )
{%- endmacro %}

{#- A number of tables as a person reads it. -#}
{% macro tables_counted(count) -%}
    cast({{ count }} as {{ dbt.type_string() }}) || ' 张表'
{%- endmacro %}

{#- The key of a class's name without the words that texts add or leave out: 其他人大事务支出 is
    其他人大事务. -#}
{% macro loose_name(key) -%}
    regexp_replace(replace({{ key }}, '的', ''), '(支出|经费|费用|费)$', '')
{%- endmacro %}

{#- What prose names, without the phase that may stand behind it (工资福利支出预算). -#}
{% macro without_phase(name) -%}
    regexp_replace({{ name }}, '(预算|决算)(数据?)?$', '')
{%- endmacro %}

{#- A sentence of a seed with what stands in its braces put in. -#}
{% macro told(sentence, words) -%}
    {%- set nested = namespace(text=sentence) -%}
    {%- for name, word in words.items() -%}
        {%- set nested.text = "replace(" ~ nested.text ~ ", '{" ~ name ~ "}', " ~ word ~ ")" -%}
    {%- endfor -%}
    {{ nested.text }}
{%- endmacro %}

{#- A quantity with its unit in words of the language: 万元 means nothing to who reads English. -#}
{% macro in_language(text, language) -%}
    {%- if language == '_en' -%}
        {%- set units = {
            ' 万元': ' ×10,000 yuan', ' 元': ' yuan', ' 分': ' points', ' 张表': ''
        } -%}
        {%- set nested = namespace(text=text) -%}
        {%- for unit, word in units.items() -%}
            {%- set nested.text = "replace(" ~ nested.text ~ ", '" ~ unit ~ "', '" ~ word ~ "')" -%}
        {%- endfor -%}
        {{ nested.text }}
    {%- else -%}
        {{ text }}
    {%- endif -%}
{%- endmacro %}
