-- Expenditure by functional class and nature: leaves only, so that amounts add up. Of the tables
-- of a document that tell of one scope, one is the source: the finest. A code may be a class or a
-- section where nothing finer is printed or adds up, and is null where not even the classes do.
-- Grain: one row per document, year, phase, scope, functional code, spending nature and fund.
with

sourced as (
    select * from {{ ref('int_facts__sourced') }}
    where fact = 'functional_expenditure'
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'fiscal_year', 'phase', 'scope',
            'item', 'spending_nature', 'fund_source',
        ]) }} as functional_expenditure_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item as functional_code,
        spending_nature,
        fund_source,
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
