{#- The columns by which a tidy view tells what a row is: class, section and item with their names. -#}

{#- The functional class of a row that is named by its key, as `classes`: class, section and item; empty
    below the level that is known. -#}
{% macro tidy_functional_columns() -%}
    {{ return({
        "class_code": "classes.class_code",
        "class_name": "coalesce(classes.class_name, case when classes.level = 'class' then classes.name end)",
        "class_name_en":
            "coalesce(classes.class_name_en, case when classes.level = 'class' then classes.name_en end)",
        "section_code": "classes.section_code",
        "section_name":
            "coalesce(classes.section_name, case when classes.level = 'section' then classes.name end)",
        "section_name_en":
            "coalesce(classes.section_name_en, case when classes.level = 'section' then classes.name_en end)",
        "item_code": "case when classes.level = 'item' then classes.functional_code end",
        "item_name": "case when classes.level = 'item' then classes.name end",
        "item_name_en": "case when classes.level = 'item' then classes.name_en end",
    }) }}
{%- endmacro %}

{#- The economic class of a row that is named by its key, as `classes`, and its nature: that of a rest which
    is just the project expenditure, as `projects`, is project. -#}
{% macro tidy_economic_columns() -%}
    {%- set is_project = "case when projects.document_id is not null then 'project' end" -%}
    {{ return({
        "class_code": "classes.class_code",
        "class_name": "coalesce(classes.class_name, case when classes.level = 'class' then classes.name end)",
        "class_name_en":
            "coalesce(classes.class_name_en, case when classes.level = 'class' then classes.name_en end)",
        "item_code": "case when classes.level <> 'class' then classes.economic_code end",
        "item_name": "case when classes.level <> 'class' then classes.name end",
        "item_name_en": "case when classes.level <> 'class' then classes.name_en end",
        "national_code": "classes.national_code",
        "gfs_economic_code": "classes.gfs_economic_code",
        "expense_group": "whole.expense_group",
        "spending_nature": "coalesce(whole.nature, " ~ is_project ~ ")",
        "spending_nature_parent": "coalesce(whole.nature_parent, " ~ is_project ~ ")",
    }) }}
{%- endmacro %}

{#- The code of a vocabulary that is of two levels, as `codes`, `parents` and `tops`: what is at the top, and
    the code itself. A code that tells nothing finer is listed in `unsplit`. -#}
{% macro tidy_code_columns(unsplit) -%}
    {%- set told = "codes.code not in ('" ~ unsplit | join("', '") ~ "')" -%}
    {{ return({
        "class_code": "coalesce(tops.code, parents.code, case when " ~ told ~ " then codes.code end)",
        "class_name": "coalesce(tops.name, parents.name, case when " ~ told ~ " then codes.name end)",
        "class_name_en":
            "coalesce(tops.name_en, parents.name_en, case when " ~ told ~ " then codes.name_en end)",
        "item_code": "case when " ~ told ~ " then codes.code end",
        "item_name": "case when " ~ told ~ " then codes.name end",
        "item_name_en": "case when " ~ told ~ " then codes.name_en end",
    }) }}
{%- endmacro %}

{% macro tidy_code_joins(vocabulary, column) -%}
    left join {{ ref('dim_code') }} as codes
        on
            whole.{{ column }} = codes.code
            and codes.vocabulary = '{{ vocabulary }}'
    left join {{ ref('dim_code') }} as parents
        on
            codes.parent_code = parents.code
            and parents.vocabulary = '{{ vocabulary }}'
    left join {{ ref('dim_code') }} as tops
        on
            parents.parent_code = tops.code
            and tops.vocabulary = '{{ vocabulary }}'
{%- endmacro %}
