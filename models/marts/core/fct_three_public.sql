-- The three public expenses: leaves only, so that amounts add up. Where the source splits them no
-- finer, or its finer figures do not add up, the category says so (unsplit, vehicle_unsplit).
-- Grain: one row per document, phase, scope and category.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'three_public'
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'phase', 'scope',
            'three_public_category',
        ]) }} as three_public_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        three_public_category as category,
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
        three_public_category
)

select * from final
