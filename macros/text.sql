{#- Text for comparison. What is printed is folded, and its key found, where documents are read: the
    rows have both, and so have the texts of seeds (stg_reference__texts). -#}

{#- Whether a text has a part that a regular expression describes. -#}
{% macro matches(text, pattern) -%}
    {{ return(adapter.dispatch("matches")(text, pattern)) }}
{%- endmacro %}

{% macro default__matches(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro spark__matches(text, pattern) -%}
    {{ text }} rlike '{{ pattern }}'
{%- endmacro %}

{#- Whether a text is as the pattern in a column has it: one of `like`, or ^…$, a regular expression. -#}
{% macro fits(text, pattern) -%}
    {{ return(adapter.dispatch("fits")(text, pattern)) }}
{%- endmacro %}

{% macro default__fits(text, pattern) -%}
    ({{ text }} like {{ pattern }} or {{ pattern }} like '^%' and regexp_matches({{ text }}, {{ pattern }}))
{%- endmacro %}

{% macro spark__fits(text, pattern) -%}
    ({{ text }} like {{ pattern }} or {{ pattern }} like '^%' and {{ text }} rlike {{ pattern }})
{%- endmacro %}

{#- Whether a folded label says that it is part of the line above (其中: of which). -#}
{% macro is_of_which(folded) -%}
    coalesce({{ folded }} like '其中%', false)
{%- endmacro %}

{#- Whether `prefix` begins `text`; a text begins itself. -#}
{% macro is_prefix(prefix, text) -%}
    substr({{ text }}, 1, length({{ prefix }})) = {{ prefix }}
{%- endmacro %}

{#- A row number as text that sorts and begins like one, so that a window's max can carry a text. -#}
{% macro row_mark(row_no) -%}
    lpad(cast({{ row_no }} as {{ dbt.type_string() }}), 8, '0')
{%- endmacro %}

{#- An ancestor in the path of a nested line: its row, or nothing where the table lacks the level. -#}
{% macro depth_mark(row_no) -%}
    '/' || coalesce({{ row_mark(row_no) }}, '')
{%- endmacro %}

{#- The texts of a group in one text, sorted, separated by spaces. -#}
{% macro joined_text(text) -%}
    {{ return(adapter.dispatch("joined_text")(text)) }}
{%- endmacro %}

{% macro default__joined_text(text) -%}
    -- half the time of string_agg with an order, which keeps a sort for each group
    array_to_string(list_sort(list({{ text }}) filter (where {{ text }} is not null)), ' ')
{%- endmacro %}

{% macro spark__joined_text(text) -%}
    array_join(sort_array(collect_list({{ text }})), ' ')
{%- endmacro %}

{#- A row for each of the texts that blanks part in one text, as a column of a select. -#}
{% macro each_of(text) -%}
    {{ return(adapter.dispatch("each_of")(text)) }}
{%- endmacro %}

{% macro default__each_of(text) -%}
    unnest(string_split({{ text }}, ' '))
{%- endmacro %}

{% macro spark__each_of(text) -%}
    explode(split({{ text }}, ' '))
{%- endmacro %}
