-- The rows of the facts that count an item once per document, year, phase and scope: expenditure
-- by function, revenue by source, the three public expenses. What a table prints, and beside it
-- the years and phases that only the text gives (basis text, derived, implied), for no year, phase
-- and scope of which a table of the same document tells; of several documents the best source is
-- current. Only expenditure by function knows natures and funds; what the text gives of it has
-- no nature.
-- Grain: one row per fact, document, year, phase, scope, item, spending nature and fund.
with

chosen as (
    select
        *,
        case fact
            when 'functional_expenditure' then code
            when 'revenue' then revenue_source
            when 'three_public' then three_public_category
        end as item,
        case when fact = 'functional_expenditure' then spending_nature end as item_nature,
        case when fact = 'functional_expenditure' then fund_source end as item_fund
    from {{ ref('int_amounts__chosen') }}
    where fact in ('functional_expenditure', 'revenue', 'three_public')
),

years as (
    select * from {{ ref('int_years__chosen') }}
    where fact in ('functional_expenditure', 'revenue', 'three_public')
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

printed as (
    select
        fact,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item,
        item_nature as spending_nature,
        item_fund as fund_source,
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
        fact,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        table_index,
        item,
        item_nature,
        item_fund
),

stated as (
    select
        fact,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item,
        case when fact = 'functional_expenditure' then 'unsplit' end as spending_nature,
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
        fact,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item,
        spending_nature,
        fund_source,
        amount_yuan,
        rounding_unit_yuan,
        basis,
        amount_low_yuan,
        amount_high_yuan,
        coverage,
        placement,
        {{ is_best_source(['fact', 'unit_id', 'fiscal_year', 'phase', 'scope']) }} as is_current,
        table_index,
        evidence_amount_ids,
        evidence_statement_ids
    from sourced
)

select * from final
