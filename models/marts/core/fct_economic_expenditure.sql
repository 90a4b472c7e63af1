-- Expenditure by economic class: leaves only, so that amounts add up. Most forms print it for basic
-- expenditure alone, and spending_nature says so. A local sub-code stands for itself where the
-- lines under the national one add up to it; beside a functional code it counts as the national
-- one.
-- Grain: one row per document, phase, scope, economic code, expense group and spending nature.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'economic_expenditure' and not is_listed
),

covered as (
    select * from {{ ref('int_facts__covered') }}
    where fact = 'economic_expenditure'
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

register as (
    select * from {{ ref('economic_classification') }}
),

summed as (
    select
        chosen.document_id,
        chosen.unit_id,
        chosen.fiscal_year,
        chosen.phase,
        chosen.scope,
        chosen.code,
        chosen.expense_group,
        chosen.spending_nature,
        chosen.year_printed,
        {{ money('sum(chosen.amount_yuan)') }} as amount_yuan,
        max(chosen.rounding_unit_yuan) as rounding_unit_yuan,
        'table' as basis,
        covered.coverage,
        min(chosen.placement) as placement,
        documents.is_current and chosen.year_printed is null as document_is_current,
        documents.is_current,
        documents.fiscal_year as document_year,
        documents.stage as document_stage,
        chosen.table_index,
        {{ joined_text('chosen.amount_id') }} as evidence_amount_ids
    from chosen
    inner join covered
        on
            chosen.document_id = covered.document_id
            and chosen.unit_id = covered.unit_id
            and chosen.table_index = covered.table_index
            and chosen.fiscal_year = covered.fiscal_year
            and chosen.phase = covered.phase
            and chosen.scope = covered.scope
    inner join documents on chosen.document_id = documents.document_id
    group by
        chosen.document_id,
        chosen.unit_id,
        chosen.fiscal_year,
        chosen.year_printed,
        chosen.phase,
        chosen.scope,
        documents.is_current,
        documents.fiscal_year,
        documents.stage,
        chosen.table_index,
        chosen.code,
        chosen.expense_group,
        chosen.spending_nature,
        covered.coverage
),

ranked as (
    select
        *,
        {{ is_best_source(['unit_id', 'fiscal_year', 'phase', 'scope']) }} as is_best_source
    from summed
),

final as (
    select
        {{ surrogate_key([
            'ranked.document_id', time_key('ranked'), 'ranked.scope', 'ranked.code',
            'ranked.expense_group', 'ranked.spending_nature',
        ]) }} as economic_expenditure_id,
        ranked.unit_id,
        ranked.fiscal_year,
        ranked.phase,
        ranked.scope,
        ranked.code as economic_code,
        {{ class_key('ranked.code', 'register') }} as economic_class_key,
        ranked.expense_group,
        ranked.spending_nature,
        {{ nature_parent('ranked.spending_nature') }} as spending_nature_parent,
        ranked.amount_yuan,
        ranked.rounding_unit_yuan,
        ranked.basis,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        ranked.coverage,
        ranked.placement,
        ranked.document_id,
        ranked.is_current,
        ranked.is_best_source,
        {{ is_widest_scope(['unit_id', 'fiscal_year', 'phase']) }} as is_widest_scope,
        ranked.table_index,
        ranked.evidence_amount_ids
    from ranked
    left join register
        on
            ranked.code = register.economic_code
            and {{ is_valid_in('register', 'ranked.fiscal_year') }}
)

select * from final
