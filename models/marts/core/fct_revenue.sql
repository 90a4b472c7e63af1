-- Revenue by source: leaves only, so that amounts add up to the printed total, carryover included.
-- Grain: one row per document, year, phase, scope and revenue source.
with

sourced as (
    select * from {{ ref('int_facts__sourced') }}
    where fact = 'revenue'
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'fiscal_year', 'phase', 'scope', 'item',
        ]) }} as revenue_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item as revenue_source,
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
