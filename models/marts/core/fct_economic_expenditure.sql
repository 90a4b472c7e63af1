-- Expenditure by economic class: leaves only, so that amounts add up. Most forms print it for basic
-- expenditure alone, and spending_nature says so. A local sub-code stands for itself where the
-- lines under the national one add up to it; beside a functional code it counts as the national
-- one.
-- Grain: one row per document, phase, scope, economic code, expense group and spending nature.
with

told as (
    select * from {{ ref('int_facts__told') }}
    where fact = 'economic_expenditure' and not is_listed
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

register as (
    select * from {{ ref('economic_classification') }}
),

summed as (
    select
        told.document_id,
        told.unit_id,
        told.fiscal_year,
        told.phase,
        told.scope,
        told.code,
        told.expense_group,
        told.spending_nature,
        told.year_printed,
        {{ money('sum(told.amount_yuan)') }} as amount_yuan,
        max(told.rounding_unit_yuan) as rounding_unit_yuan,
        'table' as basis,
        told.coverage,
        min(told.placement) as placement,
        {{ least_sure_reading('told.reading') }} as reading,
        documents.is_current and told.year_printed is null as document_is_current,
        documents.is_current,
        documents.fiscal_year as document_year,
        documents.stage as document_stage,
        told.table_index,
        {{ joined_text('told.amount_id') }} as evidence_amount_ids
    from told
    inner join documents on told.document_id = documents.document_id
    group by
        told.document_id,
        told.unit_id,
        told.fiscal_year,
        told.year_printed,
        told.phase,
        told.scope,
        documents.is_current,
        documents.fiscal_year,
        documents.stage,
        told.table_index,
        told.code,
        told.expense_group,
        told.spending_nature,
        told.coverage
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
        ranked.evidence_amount_ids,
        ranked.reading
    from ranked
    left join register
        on
            ranked.code = register.economic_code
            and {{ is_valid_in('register', 'ranked.fiscal_year') }}
)

select * from final
