-- Expenditure of the year by functional class, to add up without a filter: one scope of each unit,
-- fiscal year and phase, the best source alone, names in both languages and the place of each row.
-- What a total has beyond its classes, and a year of which only the total is known, are rows
-- without a class.
-- Grain: one row per unit, fiscal year, phase, functional class, spending nature and fund.
{{ config(tags=['across_units']) }}

with

rows_of_fact as (
    select
        *,
        nullif(spending_nature, 'unsplit') as nature,
        nullif(spending_nature_parent, 'unsplit') as nature_parent,
        {{ tidy_first('evidence_amount_ids') }} as evidence_amount_id,
        {{ tidy_first('evidence_statement_ids') }} as evidence_statement_id,
        true as is_counted
    from {{ ref('fct_functional_expenditure') }}
    where is_best_source and is_widest_scope
),

{{ tidy_whole(
    measure='current_expenditure',
    own={
        'functional_class_key': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'nature': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'nature_parent': 'cast(null as ' ~ dbt.type_string() ~ ')',
    },
) }},

{% set columns = tidy_functional_columns() -%}
{% do columns.update({
    'spending_nature': 'whole.nature', 'spending_nature_parent': 'whole.nature_parent',
}) -%}
{{ tidy_named(
    own=columns,
    joins='left join ' ~ ref('dim_functional_class')
        ~ ' as classes on whole.functional_class_key = classes.functional_class_key',
) }}

select * from final
