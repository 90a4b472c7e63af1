-- Expenditure by economic class: leaves only, so that amounts add up. Most forms print it for basic
-- expenditure alone, and spending_nature says so. A local sub-code stands for itself where the
-- lines under the national one add up to it.
-- Grain: one row per document, phase, scope, economic code, expense group and spending nature.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'economic_expenditure'
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'phase', 'scope',
            'code', 'expense_group', 'spending_nature',
        ]) }} as economic_expenditure_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        code as economic_code,
        expense_group,
        spending_nature,
        {{ money('sum(amount_yuan)') }} as amount_yuan,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        'table' as basis,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        min(placement) as placement,
        document_id,
        is_current,
        table_index,
        {{ joined_text('amount_id') }} as evidence_amount_ids
    from chosen
    group by
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        is_current,
        table_index,
        code,
        expense_group,
        spending_nature
)

select * from final
