-- Expenditure by functional class and nature: leaves only, so that amounts add up. Of the tables
-- of a document that tell of one scope, one is the source: the finest. A code may be a class or a
-- section where nothing finer is printed or adds up, and is null where not even the classes do.
-- Years and phases that only the text gives stand
-- beside the printed ones (basis text, derived, implied), for no year, phase and scope of which a
-- table of the same document tells; of several documents the best source is current.
-- Grain: one row per document, year, phase, scope, functional code, spending nature and fund.
with

chosen as (
    select * from {{ ref('int_amounts__chosen') }}
    where fact = 'functional_expenditure'
),

years as (
    select * from {{ ref('int_years__chosen') }}
    where fact = 'functional_expenditure'
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
        code as functional_code,
        spending_nature,
        fund_source,
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
        code,
        spending_nature,
        fund_source
),

stated as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item as functional_code,
        'unsplit' as spending_nature,
        cast(null as {{ dbt.type_string() }}) as fund_source,
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
            'functional_code', 'spending_nature', 'fund_source',
        ]) }} as functional_expenditure_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        functional_code,
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
        {{ is_best_source(['unit_id', 'fiscal_year', 'phase', 'scope']) }} as is_current,
        table_index,
        evidence_amount_ids,
        evidence_statement_ids
    from sourced
)

select * from final
