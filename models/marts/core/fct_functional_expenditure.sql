-- Expenditure by functional class and nature: leaves only, so that amounts add up. Of the tables of
-- a document that tell of one scope, one is the source: the finest. A code may be a class or a
-- section where nothing finer is printed or adds up, and is null where not even the classes do.
-- Grain: one row per document, phase, scope, functional code, spending nature and fund.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'functional_expenditure'
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'phase', 'scope',
            'code', 'spending_nature', 'fund_source',
        ]) }} as functional_expenditure_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        code as functional_code,
        spending_nature,
        fund_source,
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
        spending_nature,
        fund_source
)

select * from final
