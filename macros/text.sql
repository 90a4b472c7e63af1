{#- Text as printed, brought to one form for comparison; the printed text itself is never changed. -#}

{#- Full width to half width, one kind of quote, no blanks: `（款）` and `( 款 )` fold alike. Most texts
    have nothing to fold, and looking for it costs a fiftieth of translating. -#}
{% macro fold_text(text) -%}
    {%- set chars = namespace(printed="‘’“”", folded='""') -%}
    {%- for point in range(65281, 65375) if point not in (65287, 65340) -%}
        {%- set chars.printed = chars.printed ~ "%c" | format(point) -%}
        {%- set chars.folded = chars.folded ~ "%c" | format(point - 65248) -%}
    {%- endfor -%}
    {%- set blanks = " \t\n\r\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff" -%}
    case
        when {{ matches(text, "[‘’“”！-～" ~ blanks ~ "]") }}
            then
                translate(
                    {{ text }},
                    '{{ chars.printed ~ blanks }}',
                    chr(39) || chr(39) || '{{ chars.folded }}'
                )
        else {{ text }}
    end
{%- endmacro %}

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

{#- A label for comparison: folded, without ordinal (`八、` `（一）` `1.`), 其中 and level mark. -#}
{% macro label_key(text) -%}
    regexp_replace(
        regexp_replace(
            regexp_replace(
                {{ fold_text(text) }},
                '^([一二三四五六七八九十]+、|[(][一二三四五六七八九十0-9]+[)]|[0-9]+[.、])', ''
            ),
            '^其中[:、]?', ''
        ),
        '[(](类|款|项)[)]$', ''
    )
{%- endmacro %}

{#- Whether the label says that it is part of the line above (其中: of which). -#}
{% macro is_of_which(text) -%}
    coalesce({{ fold_text(text) }} like '其中%', false)
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

{#- The texts of a group in one text, sorted, parted by a blank. -#}
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
