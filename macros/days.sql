{#- A calendar, which every engine counts in its own way. -#}

{#- A select of every day, as `day`, from the first to the last. -#}
{% macro days_between(first, last) -%}
    {{ return(adapter.dispatch("days_between")(first, last)) }}
{%- endmacro %}

{% macro default__days_between(first, last) -%}
    select cast(days.day as date) as day
    from range(
        date '{{ first }}', date '{{ last }}' + interval 1 day, interval 1 day
    ) as days (day)
{%- endmacro %}

{% macro spark__days_between(first, last) -%}
    select explode(sequence(date '{{ first }}', date '{{ last }}', interval 1 day)) as day
{%- endmacro %}
