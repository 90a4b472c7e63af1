-- The rows of the facts that count an item once per document, year, phase and scope: expenditure
-- by function, revenue by source, the three public expenses. What a table prints, and beside it
-- the years and phases that only the text gives (basis text, derived, implied), for no year, phase
-- and scope of which a table of the same document tells; of the three public expenses also the
-- zeros that the text says where the table leaves them blank, which are of the table's source. Of
-- several documents one is the best source, and of several scopes one is the widest that is fully
-- known. Only expenditure by function knows natures and funds; what the text gives of it has no
-- nature.
-- Grain: one row per fact, document, year, phase, scope, item, spending nature and fund.
with

told as (
    select
        *,
        case fact
            when 'functional_expenditure' then code
            when 'revenue' then revenue_source
            when 'three_public' then three_public_category
        end as item,
        case when fact = 'functional_expenditure' then spending_nature end as item_nature,
        case when fact = 'functional_expenditure' then fund_source end as item_fund
    from {{ ref('int_facts__told') }}
    where fact in ('functional_expenditure', 'revenue', 'three_public') and not is_listed
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
        coverage,
        min(placement) as placement,
        {{ least_sure_reading('reading') }} as reading,
        table_index,
        {{ joined_text('amount_id') }} as evidence_amount_ids,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_ids
    from told
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
        item_fund,
        coverage
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
        cast(null as {{ dbt.type_string() }}) as reading,
        cast(null as integer) as table_index,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_ids,
        evidence_statement_ids
    from years
),

zeros as (
    select
        *,
        'three_public' as fact
    from {{ ref('int_years__derived') }}
    where
        item_type = 'three_public' and item <> 'unsplit' and basis = 'text' and amount_yuan = 0
),

-- what the text says is zero, for a category that the document's table leaves blank
said_zeros as (
    select
        said.fact,
        said.document_id,
        said.unit_id,
        said.fiscal_year,
        said.phase,
        said.scope,
        said.item,
        max(said.rounding_unit_yuan) as rounding_unit_yuan,
        max(printed.coverage) as coverage,
        min(said.evidence_statement_ids) as evidence_statement_ids
    from zeros as said
    inner join printed
        on
            said.fact = printed.fact
            and said.document_id = printed.document_id
            and said.fiscal_year = printed.fiscal_year
            and said.phase = printed.phase
            and said.scope = printed.scope
    group by
        said.fact, said.document_id, said.unit_id, said.fiscal_year, said.phase, said.scope,
        said.item
    having
        sum(
            case
                when printed.item in (said.item, 'unsplit') then 1
                when said.item = 'vehicle_unsplit' and printed.item like 'vehicle%' then 1
                when said.item like 'vehicle%' and printed.item = 'vehicle_unsplit' then 1
                else 0
            end
        ) = 0
),

unioned as (
    select
        *,
        basis as told_basis
    from printed
    union all
    select
        *,
        basis as told_basis
    from stated
    union all
    select
        fact,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item,
        cast(null as {{ dbt.type_string() }}) as spending_nature,
        cast(null as {{ dbt.type_string() }}) as fund_source,
        {{ money('0') }} as amount_yuan,
        rounding_unit_yuan,
        'table' as basis,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        coverage,
        'printed' as placement,
        cast(null as {{ dbt.type_string() }}) as reading,
        cast(null as integer) as table_index,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_ids,
        evidence_statement_ids,
        'text' as told_basis
    from said_zeros
),

sourced as (
    select
        unioned.*,
        documents.is_current as document_is_current,
        documents.fiscal_year as document_year,
        documents.stage as document_stage,
        coalesce(unioned.reading, {{ reading_of_text('documents.reader') }}) as read_by
    from unioned
    inner join documents on unioned.document_id = documents.document_id
),

ranked as (
    select
        *,
        {{ is_best_source(['fact', 'unit_id', 'fiscal_year', 'phase', 'scope']) }}
            as is_best_source
    from sourced
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
        told_basis as basis,
        amount_low_yuan,
        amount_high_yuan,
        coverage,
        placement,
        document_is_current as is_current,
        is_best_source,
        {{ is_widest_scope(['fact', 'unit_id', 'fiscal_year', 'phase']) }} as is_widest_scope,
        table_index,
        evidence_amount_ids,
        evidence_statement_ids,
        read_by as reading
    from ranked
)

select * from final
