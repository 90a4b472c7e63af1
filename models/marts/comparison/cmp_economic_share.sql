-- What part of a unit's expenditure by economic class each class, item and local sub-item is. Most
-- forms print it for basic expenditure alone: total_yuan is what the shares are of, not all that
-- the unit spends. A level contains the next: filter on level before adding up.
-- Grain: one row per unit, fiscal year, phase, scope and economic code.
with

{{ shares_by_class(
    classification='economic',
    register='economic_classification',
    fact='fct_economic_expenditure',
    code='economic_code',
    measures={
        'amount_yuan': 'sum(amount_yuan)',
        'basic_yuan': "sum(case when spending_nature_parent = 'basic' then amount_yuan end)",
        'rounding_unit_yuan': 'max(rounding_unit_yuan)',
        'known_coverage': 'max(coverage)',
    },
    told=['basis'],
    named=['level', 'name', 'expense_group'],
) }},

final as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        economic_code,
        level,
        name,
        expense_group,
        {{ money('amount_yuan') }} as amount_yuan,
        {{ money('basic_yuan') }} as basic_yuan,
        {{ money('total_yuan') }} as total_yuan,
        share_percent,
        basis,
        known_coverage as coverage,
        rounding_unit_yuan,
        document_id
    from shares
)

select * from final
