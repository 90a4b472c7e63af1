-- What part of a unit's expenditure each functional class, section and item is, on every level
-- that its leaves reach. A level contains the next: filter on level before adding up.
-- Grain: one row per unit, fiscal year, phase, scope and functional code.
with

{{ shares_by_class(
    classification='functional',
    register='functional_classification',
    fact='fct_functional_expenditure',
    code='functional_code',
    measures={
        'amount_yuan': 'sum(amount_yuan)',
        'basic_yuan':
            "sum(case when spending_nature in ('basic', 'personnel', 'public') then amount_yuan end)",
        'project_yuan': "sum(case when spending_nature = 'project' then amount_yuan end)",
        'unsplit_yuan': "sum(case when spending_nature = 'unsplit' then amount_yuan end)",
        'amount_low_yuan': 'sum(amount_low_yuan)',
        'amount_high_yuan': 'sum(amount_high_yuan)',
        'rounding_unit_yuan': 'max(rounding_unit_yuan)',
    },
    told=['basis', 'coverage'],
    named=['level', 'name'],
) }},

final as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        functional_code,
        level,
        name,
        {{ money('amount_yuan') }} as amount_yuan,
        {{ money('basic_yuan') }} as basic_yuan,
        {{ money('project_yuan') }} as project_yuan,
        {{ money('unsplit_yuan') }} as unsplit_yuan,
        share_percent,
        basis,
        coverage,
        {{ money('amount_low_yuan') }} as amount_low_yuan,
        {{ money('amount_high_yuan') }} as amount_high_yuan,
        rounding_unit_yuan,
        document_id
    from shares
)

select * from final
