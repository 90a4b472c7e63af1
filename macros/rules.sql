{#- What the models of checks share. A check compares a printed quantity with the sum of its terms;
    each rule yields terms, and one place evaluates them. -#}

{#- The key of a check, of the columns that say what it is of. -#}
{% macro check_id() -%}
    {{ surrogate_key(["document_id", "rule_id", "place_key"]) }}
{%- endmacro %}

{#- The columns of a term. A rule has of them what it needs: a check stands at a head, a printed line
    or a statement, which has a document, table, phase, code, label and line of its own, and a rule
    names these only where they are otherwise. A figure is named by its id, or an amount by the key of
    that alone (figure_key). -#}
{% macro term_columns() -%}
    {{ return({
        "rule_id": "text", "check_class": "text", "document_id": "text", "head_key": "bigint",
        "place_key": "text", "table_index": "integer", "phase": "text", "code": "text",
        "label": "text", "measure": "text", "line": "integer", "term_role": "text",
        "weight": "decimal(9, 6)", "figure_key": "bigint", "figure_id": "text",
        "value": "decimal(24, 6)", "low": "decimal(24, 6)", "high": "decimal(24, 6)", "value_unit": "text",
    }) }}
{%- endmacro %}

{#- The columns of a check that is not a sum: what is printed and what should be, as texts. -#}
{% macro verdict_columns() -%}
    {{ return({
        "rule_id": "text", "check_class": "text", "document_id": "text", "place_key": "text",
        "table_index": "integer", "code": "text", "label": "text", "line": "integer",
        "printed_text": "text", "expected_text": "text", "status": "text", "figure_ids": "text",
    }) }}
{%- endmacro %}

{#- The models of the rules in a folder of checks. dbt has to be told them before it knows the folder;
    a model of the folder that is not told stops the build. -#}
{% macro rules_in(folder, names) -%}
    {%- set models = [] -%}
    {%- for name in names -%}
        {%- do models.append("int_checks__" ~ name) -%}
    {%- endfor -%}
    {%- if execute -%}
        {%- for node in graph.get("nodes", {}).values() -%}
            {%- if (
                node.resource_type == "model" and "checks/" ~ folder ~ "/" in node.path
                and node.name not in models
            ) -%}
                {{ exceptions.raise_compiler_error(
                    node.name ~ " stands in checks/" ~ folder ~ " and is read by no check: add it to "
                    ~ model.path ~ "."
                ) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(models) }}
{%- endmacro %}

{#- Rows of several models, one under another, by the names of their columns; a column that a model
    lacks is null there. -#}
{% macro unioned_by_name(models, columns) -%}
    {{ return(adapter.dispatch("unioned_by_name")(models, columns)) }}
{%- endmacro %}

{% macro default__unioned_by_name(models, columns) -%}
    select
        {% for name, type in columns.items() -%}
            cast(null as {{ type }}) as {{ name }}{% if not loop.last %},{% endif %}
        {% endfor %}
    where false
    {% for model in models -%}
        union all by name
        select * from {{ ref(model) }}
    {% endfor %}
{%- endmacro %}

{% macro spark__unioned_by_name(models, columns) -%}
    {%- for model in models -%}
        {%- set relation = ref(model) -%}
        {%- set there = adapter.get_columns_in_relation(relation) | map(attribute="name") | list -%}
        select
            {% for name, type in columns.items() -%}
                cast({{ name if name in there else "null" }} as {{ type | replace("text", "string") }})
                    as {{ name }}{% if not loop.last %},{% endif %}
            {% endfor %}
        from {{ relation }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#- figure_id, value, low and high of an amount of `relation`. -#}
{% macro amount_term(relation) -%}
    {{ relation }}.amount_id as figure_id,
    {{ quantity(relation ~ ".amount_yuan") }} as value,
    {{ interval_low(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as low,
    {{ interval_high(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as high
{%- endmacro %}

{#- Both roles of a term, for what is held against itself or in a pair. -#}
{% macro both_roles() -%}
    select 'printed' as term_role
    union all
    select 'part' as term_role
{%- endmacro %}

{#- The last steps of a tie: its check stands at its left place, or where that is blank at the right
    one; where it holds for `both_sides` alone, it is none without either. `found` has the figures of
    the ties with the names of their check, and tied_key for the check. -#}
{% macro tied_at_first(found, both_sides=false) -%}
heads as (
    select
        tied_key,
        {% for name in ["line_key", "measure", "line"] -%}
            min_by({{ name }}, case term_role when 'printed' then 0 else 1000000000 end + line)
                as {{ name }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from {{ found }}
    group by tied_key
    {{ "having min(term_role) <> max(term_role)" if both_sides }}
),

final as (
    select
        {{ found }}.tie_id as rule_id, 'cross_table' as check_class, {{ found }}.document_id,
        heads.line_key as head_key, {{ found }}.place_key, {{ found }}.code, heads.measure,
        heads.line, {{ found }}.term_role, {{ figure_of(found) }}
    from {{ found }}
    inner join heads on {{ found }}.tied_key = heads.tied_key
)
{%- endmacro %}

{#- The last steps of a rule that holds a statement against figures: `parts` has head_id, figure_id,
    value, low and high, and weight where `is_weighed`. The check of a table of performance is named
    by its project. -#}
{% macro held_against(parts, rule_id, check_class, is_weighed=false, of_project=true) -%}
sides as (
    select
        head_id,
        'part' as term_role,
        {{ "weight" if is_weighed else "1" }} as weight,
        figure_id,
        value,
        low,
        high
    from {{ parts }}
    union all
    select distinct
        heads.figure_id as head_id,
        'printed' as term_role,
        1 as weight,
        heads.figure_id,
        heads.value,
        heads.low,
        heads.high
    from {{ parts }}
    inner join {{ ref('int_checks__stated') }} as heads on {{ parts }}.head_id = heads.figure_id
),

final as (
    select
        '{{ rule_id }}' as rule_id,
        '{{ check_class }}' as check_class,
        heads.document_id,
        {{ narrow_key(["sides.head_id"]) }} as head_key,
        {% if of_project -%}
            heads.table_index,
            coalesce(heads.project_name, heads.subject) as label,
            heads.metric as measure,
            sides.head_id as place_key,
        {% endif -%}
        sides.term_role,
        sides.weight,
        sides.figure_id,
        sides.value,
        sides.low,
        sides.high
    from sides
    inner join {{ ref('int_checks__stated') }} as heads on sides.head_id = heads.figure_id
)
{%- endmacro %}

{#- The columns of a check that is judged, a sum or not. -#}
{% macro check_columns() -%}
    {%- set quantity = "decimal(24, 6)" -%}
    {{ return({
        "check_key": "bigint", "check_id": "text", "rule_id": "text", "check_class": "text",
        "document_id": "text", "place_key": "text", "table_index": "integer", "phase": "text",
        "code": "text", "label": "text", "measure": "text", "line": "integer",
        "value_unit": "text", "printed_value": quantity, "printed_low": quantity,
        "printed_high": quantity, "expected_value": quantity, "expected_low": quantity,
        "expected_high": quantity, "printed_figures": "bigint", "expected_figures": "bigint",
        "printed_text": "text", "expected_text": "text", "evidence_figure_ids": "text",
        "status": "text",
    }) }}
{%- endmacro %}

{#- figure_id, value, low and high of a relation that has them. -#}
{% macro figure_of(relation) -%}
    {{ columns_of(relation, ["figure_id", "value", "low", "high"]) }}
{%- endmacro %}

{#- The same of an amount that is named by its key alone: its id is found for the few that differ. -#}
{% macro amount_of(relation) -%}
    {{ columns_of(relation, ["figure_key", "value", "low", "high"]) }}
{%- endmacro %}

{#- Columns of a relation by their names. -#}
{% macro columns_of(relation, names) -%}
    {{ relation }}.{{ names | join(", " ~ relation ~ ".") }}
{%- endmacro %}

{#- Two relations that have the same in each of the columns. -#}
{% macro same(one, other, names) -%}
    {%- for name in names -%}
        {{ one }}.{{ name }} = {{ other }}.{{ name }}{% if not loop.last %} and {% endif %}
    {%- endfor -%}
{%- endmacro %}

{#- Both sides of pairs: what is printed, once, and each of its parts. `printed` and `part` begin the
    names of the columns of the one and the other: _id, _value, _low and _high. -#}
{% macro sides_of(pairs, names, printed, part) -%}
    {%- for role, side in {"printed": printed, "part": part}.items() -%}
        select {{ names | join(", ") }}, '{{ role }}' as term_role, {{ side }}_id as figure_id,
            {{ side }}_value as value, {{ side }}_low as low, {{ side }}_high as high
        from {{ pairs }}
        {% if not loop.last -%}
            union
        {% endif -%}
    {%- endfor -%}
{%- endmacro %}
