{#- A surrogate key: md5 of raw natural keys in the order given, separated by '|', a null as nothing. All
    are joined at once: each `||` would copy what stands before it. -#}
{% macro surrogate_key(columns) -%}
    md5(concat(
        {%- for column in columns %}
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), '')
        {%- if not loop.last %}, '|',{% endif %}
        {%- endfor %}
    ))
{%- endmacro %}

{#- Whether a row of a register is valid in a year; an open end is null. -#}
{% macro is_valid_in(relation, year) -%}
    {{ year }} >= {{ relation }}.valid_from_year
    and {{ year }} <= coalesce({{ relation }}.valid_to_year, 9999)
{%- endmacro %}

{#- The key of a class in a year: its code and the first year of the register's row `relation` that is valid
    then. What no register knows is one class whatever its years, so that another document that prints
    it changes no key. -#}
{% macro class_key(code, relation, is_registered="true") -%}
    case
        when {{ code }} is not null
            then {{ surrogate_key([
                code, "case when " ~ is_registered ~ " then " ~ relation ~ ".valid_from_year end"
            ]) }}
    end
{%- endmacro %}

{#- The phase of an amount, with the year where it is not the document's. -#}
{% macro time_key(relation) -%}
    concat(
        coalesce(cast({{ relation }}.year_printed as {{ dbt.type_string() }}) || '/', ''),
        {{ relation }}.phase
    )
{%- endmacro %}

{#- What tells amounts of one side of a table apart that never add up: their time, and how groups of
    columns classify the same money. -#}
{% macro part_key(relation) -%}
    concat(coalesce({{ relation }}.classification || '/', ''), {{ time_key(relation) }})
{%- endmacro %}

{#- The key of the lines that add up together, one side, phase and year of one table: made by `key`,
    which is surrogate_key or narrow_key. -#}
{% macro of_group(key, relation) -%}
    {{ key([
        relation ~ '.document_id', relation ~ '.table_index', relation ~ '.side',
        part_key(relation),
    ]) }}
{%- endmacro %}

{#- The same of a printed line. Tables printed side by side have several in one row. -#}
{% macro of_line(key, relation) -%}
    {{ key([
        relation ~ '.document_id', relation ~ '.table_index', relation ~ '.side',
        part_key(relation), relation ~ '.row_no', relation ~ '.code_printed',
        relation ~ '.label_printed',
    ]) }}
{%- endmacro %}

{#- The level of a code that no register has, by its digits: class, section and item of the functional
    classification, class and item of the economic one, and local codes below its items. -#}
{% macro level_of(code, is_functional) -%}
    case
        when {{ code }} is null then null
        when length({{ code }}) = 3 then 'class'
        when {{ is_functional }} and length({{ code }}) = 5 then 'section'
        when {{ is_functional }} or length({{ code }}) = 5 then 'item'
        else 'local'
    end
{%- endmacro %}

{#- A key that is a whole number, for joins of one build: the hash of what the key is of. The engines
    hash differently, so that nothing that is published has it. -#}
{% macro narrow_key(columns) -%}
    {{ return(adapter.dispatch("narrow_key")(columns)) }}
{%- endmacro %}

{% macro default__narrow_key(columns) -%}
    cast(hash({{ columns | join(", ") }}) >> 1 as bigint)
{%- endmacro %}

{#- A null leaves Spark's hash as it was. -#}
{% macro spark__narrow_key(columns) -%}
    xxhash64(
        {%- for column in columns -%}
        coalesce(cast({{ column }} as string), ''){% if not loop.last %}, {% endif %}
        {%- endfor -%}
    )
{%- endmacro %}
