{#- The last steps of a model of rules over what a document says: the rows of its rules, one under
    another, in the shape that int_checks__all unions. Each rule is a CTE of rule_id, check_class,
    document_id, place_key, table_index, code, label, line, printed_text, expected_text, status and
    figure_ids; a rule makes one check per document and place_key. -#}
{% macro checks_of_rules(rules) -%}
unioned as (
    {% for rule in rules -%}
        select * from {{ rule }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

final as (
    select
        {{ check_id() }} as check_id,
        rule_id,
        check_class,
        document_id,
        table_index,
        code,
        label,
        line,
        printed_text,
        expected_text,
        status,
        figure_ids as evidence_figure_ids
    from unioned
)
{%- endmacro %}
