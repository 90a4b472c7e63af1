-- Government procurement, to add up without a filter: the purchases of each unit, fiscal year and
-- phase from all suppliers, names in both languages and the place of each row. class is the
-- category, item the purchase as printed. What small enterprises got of it is in fct_procurement.
-- Grain: one row per unit, fiscal year, phase, category, project, purchase and fund.
{{ config(tags=['across_units']) }}

with

rows_of_fact as (
    select
        *,
        'complete' as coverage,
        {{ tidy_first('evidence_amount_ids') }} as evidence_amount_id,
        {{ tidy_first('evidence_statement_ids') }} as evidence_statement_id,
        true as is_counted
    from {{ ref('fct_procurement') }}
    where is_additive and is_best_source and is_widest_scope
),

{{ tidy_whole(
    measure='procurement',
    own={
        'category': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'project_name': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'purchase_name': 'cast(null as ' ~ dbt.type_string() ~ ')',
    },
) }},

{{ tidy_named(
    own={
        'project_name': 'whole.project_name',
        'class_code': "nullif(codes.code, 'unsplit')",
        'class_name': "case when codes.code <> 'unsplit' then codes.name end",
        'class_name_en': "case when codes.code <> 'unsplit' then codes.name_en end",
        'item_name': 'whole.purchase_name',
    },
    joins=tidy_code_joins('procurement_category', 'category'),
) }}

select * from final
