{#- The rows that a unit test gives a relation. dbt's own writes every column of the relation in each
    row, cast by a macro each; here the types of all are written once, and a row has what it says.

    rows:                       the rows, by column
    column_name_to_data_types:  the types, where dbt knows them; else they are asked of the relation -#}
{% macro get_fixture_sql(rows, column_name_to_data_types) %}
    {%- set types = {} -%}
    {%- if column_name_to_data_types -%}
        {%- do types.update(column_name_to_data_types) -%}
    {%- else -%}
        {%- for column in adapter.get_columns_in_relation(this) -%}
            {%- do types.update({column.name | lower: column.data_type}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if not types -%}
        {{ exceptions.raise_compiler_error("A unit test gives rows of " ~ this ~ ", which is not there") }}
    {%- endif -%}
    select {% for name, type in types.items() %}null::{{ type }} as "{{ name }}"{{ ", " if not loop.last }}{% endfor %} where false
    {%- for row in rows %}
        union all by name select
        {%- for name, value in row.items() -%}
            {%- if name | lower not in types -%}
                {{ exceptions.raise_compiler_error(
                    "A unit test gives " ~ this ~ " a column that it has not: " ~ name
                ) }}
            {%- endif %}
            {% if value is none %}null{% elif value is string %}'{{ value.replace("'", "''") }}'{% else %}{{ value }}{% endif -%}
            ::{{ types[name | lower] }} as "{{ name | lower }}"{{ "," if not loop.last }}
        {%- endfor -%}
    {%- endfor %}
{% endmacro %}
