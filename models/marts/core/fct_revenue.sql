-- Revenue by source: leaves only, so that amounts add up to the printed total, carryover included.
-- Grain: one row per document, phase, scope and revenue source.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'revenue'
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'phase', 'scope',
            'revenue_source',
        ]) }} as revenue_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        revenue_source,
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
        revenue_source
)

select * from final
