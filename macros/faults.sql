{#- What a fault is called: what is wrong, and where. -#}
{% macro fault_title(title, place, separator) -%}
    {{ title }} || case when coalesce({{ place }}, '') = '' then '' else '{{ separator }}' || {{ place }} end
{%- endmacro %}

{#- An English text about a fault with its measure named and not written as its code. -#}
{% macro with_measure_named(text, fault) -%}
    coalesce(
        replace({{ text }}, {{ fault }}.measure_told_en, {{ fault }}.measure_name_en), {{ text }}
    )
{%- endmacro %}

{#- The phrases of seed fault_phrases in one row, a column of each. -#}
{% macro fault_phrases() -%}
    select
        {% for phrase in ['cause', 'agreed', 'lone', 'first', 'confirmed', 'open', 'several', 'where'] -%}
            max(case when phrase = '{{ phrase }}' then said end) as {{ phrase }}_said,
            max(case when phrase = '{{ phrase }}' then said_en end) as {{ phrase }}_said_en
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from {{ ref('fault_phrases') }}
{%- endmacro %}

{#- The explanation of a fault in one language: what is wrong, the probable cause, the suspect with
    what speaks for it, and how many checks differ. `fault` is a relation of faults with their
    phrases. -#}
{% macro fault_explanation(fault, language) -%}
    {%- set space = " ' ' || " if language == '_en' else ' ' -%}
    {%- set number = 'cast({} as ' ~ dbt.type_string() ~ ')' -%}
    {%- set place = told(
        fault ~ '.where_said' ~ language,
        {
            'page': number.format(fault ~ '.suspect_page'),
            'line': number.format(fault ~ '.suspect_line'),
        }
    ) -%}
    {%- set suspect = {
        'mended': number.format(fault ~ '.mended'),
        'suspects': number.format(fault ~ '.suspects'),
        'where': "coalesce(" ~ place ~ ", '')",
        'agreed': "coalesce(" ~ in_language(fault ~ '.agreed', language) ~ ", '')",
        'figure': fault ~ '.suspect_printed',
    } -%}
    {{ fault }}.said{{ language }}
    || case
        when {{ fault }}.cause{{ language }} is null then ''
        else {{ space }} {{ told(
            fault ~ '.cause_said' ~ language, {'cause': fault ~ '.cause' ~ language}
        ) }}
    end
    || case
        when {{ fault }}.suspect_printed is null
            then case
                when
                    {{ fault }}.printed_value is not null
                    and {{ fault }}.value_unit = 'yuan'
                    and {{ fault }}.check_class <> 'unit_slip'
                    and {{ fault }}.cause is null
                    then {{ space }} {{ fault }}.open_said{{ language }}
                else ''
            end
        when {{ fault }}.suspects > 1
            then {{ space }} {{ told(fault ~ '.first_said' ~ language, suspect) }}
        when {{ fault }}.mended > 1
            then {{ space }} {{ told(fault ~ '.agreed_said' ~ language, suspect) }}
        else {{ space }} {{ told(fault ~ '.lone_said' ~ language, suspect) }}
    end
    || case
        when {{ fault }}.suspect_printed is null or {{ fault }}.confirming_checks = 0 then ''
        else {{ space }} {{ told(
            fault ~ '.confirmed_said' ~ language,
            {'confirming': number.format(fault ~ '.confirming_checks')}
        ) }}
    end
    || case
        when {{ fault }}.fault_checks = 1 then ''
        else {{ space }} {{ told(
            fault ~ '.several_said' ~ language, {'checks': number.format(fault ~ '.fault_checks')}
        ) }}
    end
{%- endmacro %}
