-- The three public expenses by category, to add up without a filter: one scope of each unit, fiscal
-- year and phase, names in both languages and the place of each row. A total that is not split is a
-- row without a category.
-- Grain: one row per unit, fiscal year, phase and category.
{{ config(tags=['across_units']) }}

with

rows_of_fact as (
    select
        *,
        {{ tidy_first('evidence_amount_ids') }} as evidence_amount_id,
        {{ tidy_first('evidence_statement_ids') }} as evidence_statement_id,
        true as is_counted
    from {{ ref('fct_three_public') }}
    where is_best_source and is_widest_scope
),

{{ tidy_whole(
    measure='three_public',
    own={'category': 'cast(null as ' ~ dbt.type_string() ~ ')'},
) }},

{{ tidy_named(
    own=tidy_code_columns(['unsplit', 'vehicle_unsplit']),
    joins=tidy_code_joins('three_public_category', 'category'),
) }}

select * from final
