{#- What dbt itself does differently on Spark: seeds and contracts. Models never name an engine; the
    macros beside this one that dispatch hold both forms of what differs in a query. -#}

{#- What a session needs to hear before a model is made. The Spark adapter opens every one with ANSI
    mode off, whatever the profile says: an amount that does not fit would be a null. -#}
{% macro session_settings() -%}
    {{ return(adapter.dispatch("session_settings")()) }}
{%- endmacro %}

{% macro default__session_settings() -%}
{%- endmacro %}

{% macro spark__session_settings() -%}
    set spark.sql.ansi.enabled = true
{%- endmacro %}

{#- A type as Spark names it: the yaml beside models and seeds also says `varchar`, which on Spark
    needs a length. -#}
{% macro spark_type(data_type) -%}
    {{ "string" if data_type | trim | lower == "varchar" else data_type }}
{%- endmacro %}

{#- A text as a literal of Spark's, whatever it holds; null of none. -#}
{% macro spark_literal(value) -%}
    {%- if value is none -%}
        null
    {%- else -%}
        '{{ value | string | replace("\\", "\\\\") | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}

{#- The yaml's columns and types as a query without rows, which contracts are held against. -#}
{% macro spark__get_empty_schema_sql(columns) -%}
    select
    {%- for column in columns.values() %}
        {%- if not column["data_type"] %}
            {{ exceptions.raise_compiler_error(model.name ~ "." ~ column["name"] ~ " has no data_type.") }}
        {%- endif %}
        cast(null as {{ spark_type(column["data_type"]) }}) as {{ column["name"] }}
        {%- if not loop.last %},{% endif %}
    {%- endfor %}
    where false
{%- endmacro %}

{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set types = model["config"].get("column_types", {}) -%}
    {%- set statement_text -%}
    create table {{ this.render() }} (
        {%- for name in agate_table.column_names %}
        {{ name }} {{ spark_type(types.get(name) or adapter.convert_type(agate_table, loop.index0)) }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    )
    {{ file_format_clause() }} {{ location_clause() }}
    {%- endset -%}
    {%- call statement("_") -%}
        {{ statement_text }}
    {%- endcall -%}
    {{ return(statement_text) }}
{%- endmacro %}

{#- A seed's rows as literals, cast column by column: the adapter's own way binds texts without
    escaping them where the session runs in this process. -#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = model["config"].get("column_types", {}) -%}
    {%- set names = agate_table.column_names -%}
    {%- set statements = [] -%}
    {%- for chunk in agate_table.rows | batch(1000) -%}
        {%- set statement_text -%}
        insert into {{ this.render() }}
        select
            {%- for name in names %}
            cast({{ name }} as {{ spark_type(types.get(name) or adapter.convert_type(agate_table, loop.index0)) }})
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from values
            {%- for row in chunk %}
            (
                {%- for value in row %}{{ spark_literal(value) }}{% if not loop.last %}, {% endif %}{% endfor -%}
            ){% if not loop.last %},{% endif %}
            {%- endfor %}
        as seed ({{ names | join(", ") }})
        {%- endset -%}
        {%- do adapter.add_query(statement_text, abridge_sql_log=True) -%}
        {%- do statements.append(statement_text) -%}
    {%- endfor -%}
    {{ return(statements[0]) }}
{%- endmacro %}

{#- The adapter's own takes a literal place only, and fails where a text has fewer parts. -#}
{% macro spark__split_part(string_text, delimiter_text, part_number) -%}
    try_element_at(
        split({{ string_text }}, concat('\\Q', {{ delimiter_text }}, '\\E')), {{ part_number }}
    )
{%- endmacro %}

{#- A contract's constraints, which DuckDB keeps and Spark's tables do not: what is required is
    there, and a primary key stands once. They are looked at when the table is made. -#}
{% macro spark__persist_constraints(relation, model) -%}
    {%- set required, keys = [], primary_key_of(model) -%}
    {%- for column in model.columns.values() -%}
        {%- if column["constraints"] | selectattr("type", "equalto", "not_null") | list -%}
            {%- do required.append(column["name"]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if config.get("contract").enforced and (required or keys) -%}
        {%- set query -%}
        select
            {%- for name in required %}
            count(*) - count({{ name }}) as {{ name }},
            {%- endfor %}
            {% if keys %}count(*) - count(distinct {{ keys | join(", ") }}){% else %}0{% endif %} as repeats
        from {{ relation }}
        {%- endset -%}
        {%- set found = run_query(query).rows[0] -%}
        {%- for name in required -%}
            {%- if found[loop.index0] > 0 -%}
                {{ exceptions.raise_compiler_error(
                    model.name ~ "." ~ name ~ " is null in " ~ found[loop.index0] ~ " rows."
                ) }}
            {%- endif -%}
        {%- endfor -%}
        {%- if found[required | length] > 0 -%}
            {{ exceptions.raise_compiler_error(
                model.name ~ ": " ~ found[required | length] ~ " rows repeat the key "
                ~ keys | join(", ") ~ "."
            ) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
