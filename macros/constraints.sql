{#- The constraints of contracts on DuckDB. What is required is a constraint of the table. A primary key is
    looked at once the table is made, as on Spark (spark.sql): kept as a constraint it is an index of
    every key, which doubles the size of the database, must fit in memory, and serves no question. -#}

{% macro duckdb__get_table_columns_and_constraints() -%}
    {%- set columns = {} -%}
    {%- for name, column in model["columns"].items() -%}
        {%- set kept = column["constraints"] | rejectattr("type", "equalto", "primary_key") | list -%}
        {%- do columns.update({name: dict(column, constraints=kept)}) -%}
    {%- endfor -%}
    {%- set constraints = model["constraints"] | rejectattr("type", "equalto", "primary_key") | list -%}
    (
        {{ (
            adapter.render_raw_columns_constraints(raw_columns=columns)
            + adapter.render_raw_model_constraints(raw_constraints=constraints)
        ) | join(",\n        ") }}
    )
{%- endmacro %}

{#- The columns of a model's primary key. -#}
{% macro primary_key_of(model) -%}
    {%- set keys = [] -%}
    {%- for column in model.columns.values() -%}
        {%- if column["constraints"] | selectattr("type", "equalto", "primary_key") | list -%}
            {%- do keys.append(column["name"]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for constraint in model.constraints if constraint.type == "primary_key" -%}
        {%- do keys.extend(constraint.columns) -%}
    {%- endfor -%}
    {{ return(keys) }}
{%- endmacro %}

{#- A statement that fails where a primary key repeats or lacks a part; nothing where there is none. -#}
{% macro check_primary_key() -%}
    {{ return(adapter.dispatch("check_primary_key")()) }}
{%- endmacro %}

{% macro default__check_primary_key() -%}
    {%- set keys = primary_key_of(model) -%}
    {%- if keys and config.get("materialized") == "table" -%}
        select error('{{ model.name }}: ' || count(*) || ' keys repeat or lack a part ({{ keys | join(", ") }})')
        from (
            select {{ keys | join(", ") }}
            from {{ this }}
            group by {{ keys | join(", ") }}
            having count(*) > 1 or {{ keys | join(" is null or ") }} is null
        ) as faulty
        having count(*) > 0
    {%- endif -%}
{%- endmacro %}

{#- The adapter of Spark is asked by persist_constraints. -#}
{% macro spark__check_primary_key() -%}
{%- endmacro %}

{#- The column by which a relation names the document that a row is of, if it has one. -#}
{% macro document_of(relation) -%}
    {%- if execute -%}
        {%- set names = adapter.get_columns_in_relation(relation) | map(attribute="name") | list -%}
        {{ return("document_id" if "document_id" in names else none) }}
    {%- endif -%}
{%- endmacro %}
