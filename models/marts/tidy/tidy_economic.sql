-- Expenditure of the year by economic class, to add up without a filter: one scope of each unit,
-- fiscal year and phase, names in both languages and the place of each row. Most forms print it for
-- basic expenditure alone: what the total of the same funds has beyond it is a row without a class,
-- of spending nature project where it is just that.
-- Grain: one row per unit, fiscal year, phase, economic class, expense group and spending nature.
{{ config(tags=['across_units']) }}

with

rows_of_fact as (
    select
        *,
        nullif(spending_nature, 'unsplit') as nature,
        nullif(spending_nature_parent, 'unsplit') as nature_parent,
        {{ tidy_first('evidence_amount_ids') }} as evidence_amount_id,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_id,
        true as is_counted
    from {{ ref('fct_economic_expenditure') }}
    where is_best_source and is_widest_scope
),

projects as (
    select * from {{ ref('fct_unit_total') }}
    where measure = 'project'
),

{{ tidy_whole(
    measure='current_expenditure',
    own={
        'economic_class_key': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'expense_group': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'nature': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'nature_parent': 'cast(null as ' ~ dbt.type_string() ~ ')',
    },
    takes_totals=false,
) }},

{{ tidy_named(
    own=tidy_economic_columns(),
    joins='left join ' ~ ref('dim_economic_class')
        ~ ' as classes on whole.economic_class_key = classes.economic_class_key'
        ~ ' left join projects on whole.document_id = projects.document_id'
        ~ ' and whole.fiscal_year = projects.fiscal_year and whole.phase = projects.phase'
        ~ ' and whole.scope = projects.scope and whole.economic_class_key is null'
        ~ " and whole.basis = 'derived'"
        ~ ' and projects.amount_yuan between whole.amount_low_yuan and whole.amount_high_yuan',
) }}

select * from final
