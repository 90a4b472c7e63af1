-- The three public expenses: leaves only, so that amounts add up. Where the source splits them no
-- finer, or its finer figures do not add up, the category says so (unsplit, vehicle_unsplit).
-- Grain: one row per document, year, phase, scope and category.
with

sourced as (
    select * from {{ ref('int_facts__sourced') }}
    where fact = 'three_public'
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'fiscal_year', 'phase', 'scope', 'item',
        ]) }} as three_public_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item as category,
        amount_yuan,
        rounding_unit_yuan,
        basis,
        amount_low_yuan,
        amount_high_yuan,
        coverage,
        placement,
        document_id,
        is_current,
        table_index,
        evidence_amount_ids,
        evidence_statement_ids
    from sourced
)

select * from final
