-- Expenditure by economic class: leaves only, so that amounts add up. Most forms print it for basic
-- expenditure alone, and spending_nature says so. A local sub-code stands for itself where the
-- lines under the national one add up to it; beside a functional code it counts as the national
-- one.
-- Grain: one row per document, phase, scope, economic code, expense group and spending nature.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'economic_expenditure'
),

covered as (
    select * from {{ ref('int_facts__covered') }}
    where fact = 'economic_expenditure'
),

final as (
    select
        {{ surrogate_key([
            'chosen.document_id', time_key('chosen'), 'chosen.scope',
            'chosen.code', 'chosen.expense_group', 'chosen.spending_nature',
        ]) }} as economic_expenditure_id,
        chosen.unit_id,
        chosen.fiscal_year,
        chosen.phase,
        chosen.scope,
        chosen.code as economic_code,
        chosen.expense_group,
        chosen.spending_nature,
        {{ money('sum(chosen.amount_yuan)') }} as amount_yuan,
        max(chosen.rounding_unit_yuan) as rounding_unit_yuan,
        'table' as basis,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        covered.coverage,
        min(chosen.placement) as placement,
        chosen.document_id,
        chosen.is_current and chosen.year_printed is null as is_current,
        chosen.table_index,
        {{ joined_text('chosen.amount_id') }} as evidence_amount_ids
    from chosen
    inner join covered
        on
            chosen.document_id = covered.document_id
            and chosen.table_index = covered.table_index
            and chosen.fiscal_year = covered.fiscal_year
            and chosen.phase = covered.phase
            and chosen.scope = covered.scope
    group by
        chosen.document_id,
        chosen.unit_id,
        chosen.fiscal_year,
        chosen.year_printed,
        chosen.phase,
        chosen.scope,
        chosen.is_current,
        chosen.table_index,
        chosen.code,
        chosen.expense_group,
        chosen.spending_nature,
        covered.coverage
)

select * from final
