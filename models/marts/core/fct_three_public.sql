-- The three public expenses: leaves only, so that amounts add up. Where the source splits them no
-- finer, or its finer figures do not add up, the category says so (unsplit, vehicle_unsplit).
-- Years and phases that only the text gives stand
-- beside the printed ones (basis text, derived, implied), for no year, phase and scope of which a
-- table of the same document tells; of several documents the best source is current.
-- Grain: one row per document, year, phase, scope and category.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'three_public'
),

years as (
    select * from {{ ref('int_years__chosen') }}
    where fact = 'three_public'
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

printed as (
    select
        document_id,
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
        'complete' as coverage,
        min(placement) as placement,
        table_index,
        {{ joined_text('amount_id') }} as evidence_amount_ids,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_ids
    from chosen
    group by
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        table_index,
        three_public_category
),

stated as (
    select
        document_id,
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
        case when basis = 'text' then 'printed' end as placement,
        cast(null as integer) as table_index,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_ids,
        evidence_statement_ids
    from years
),

unioned as (
    select * from printed
    union all
    select * from stated
),

sourced as (
    select
        unioned.*,
        documents.is_current as document_is_current,
        documents.fiscal_year as document_year,
        documents.stage as document_stage
    from unioned
    inner join documents on unioned.document_id = documents.document_id
),

final as (
    select
        {{ surrogate_key([
            'document_id', 'fiscal_year', 'phase', 'scope',
            'category',
        ]) }} as three_public_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        category,
        amount_yuan,
        rounding_unit_yuan,
        basis,
        amount_low_yuan,
        amount_high_yuan,
        coverage,
        placement,
        document_id,
        {{ is_best_source(['unit_id', 'fiscal_year', 'phase', 'scope']) }} as is_current,
        table_index,
        evidence_amount_ids,
        evidence_statement_ids
    from sourced
)

select * from final
