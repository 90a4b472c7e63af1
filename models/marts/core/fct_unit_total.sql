-- Totals of a unit: printed in tables, printed in the text, derived or implied, with counts of
-- assets. It holds the years and phases that only the text gives. Not additive: a total contains
-- its parts. A document gives a measure on one basis, the best it has; of several documents
-- the best source is marked. current_* is of the year, total_* contains the balances brought into
-- it or carried out of it.
-- Grain: one row per document, fiscal year, phase, scope and measure.
with

totals as (
    select * from {{ ref('int_totals__printed') }}
    where not is_listed
),

balances as (
    select * from {{ ref('int_totals__balanced') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

amounts as (
    select
        amount_id,
        reading
    from {{ ref('stg_raw__amounts') }}
),

-- where a form prints no total of revenue, the line chosen for it is that of the year
totals_of_forms as (
    select totals.*
    from totals
    left join balances
        on
            totals.amount_id = balances.evidence_amount_id
            and balances.measure = 'current_revenue'
    where totals.measure <> 'total_revenue' or balances.document_id is null
),

printed as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        case when measure = 'total_expenditure' then 'current_expenditure' else measure end
            as measure,
        amount_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit,
        rounding_unit_yuan,
        'table' as basis,
        cast(null as {{ dbt.type_string() }}) as derivation,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        amount_id as evidence_amount_id,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_ids,
        1 as place
    from totals_of_forms
    union all
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        measure,
        amount_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit,
        rounding_unit_yuan,
        basis,
        derivation,
        amount_low_yuan,
        amount_high_yuan,
        evidence_amount_id,
        evidence_statement_ids,
        0 as place
    from balances
),

stated as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        measure,
        amount_yuan,
        quantity,
        quantity_unit,
        rounding_unit_yuan,
        basis,
        derivation,
        amount_low_yuan,
        amount_high_yuan,
        evidence_amount_id,
        evidence_statement_ids,
        place
    from {{ ref('int_totals__stated') }}
),

-- a table of one fund, or of the three public expenses, that says it has no data says zero
declared_empty as (
    select distinct
        documents.document_id,
        documents.unit_id,
        documents.fiscal_year,
        case documents.stage when 'final' then 'final' else 'initial_budget' end as phase,
        printed_tables.scope,
        case
            when printed_tables.table_type = 'three_public' then 'three_public'
            else 'current_expenditure'
        end as measure,
        {{ money('0') }} as amount_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit,
        {{ money('0') }} as rounding_unit_yuan,
        'text' as basis,
        'declared_empty' as derivation,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_id,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_ids,
        9 as place
    from documents
    inner join {{ ref('stg_raw__tables') }} as printed_tables
        on documents.document_id = printed_tables.document_id
    where
        printed_tables.status = 'declared_empty'
        and printed_tables.scope is not null
        and printed_tables.table_type in (
            'government_fund_expenditure', 'state_capital_expenditure', 'three_public'
        )
),

found as (
    select * from printed
    union all
    select * from stated
    union all
    select declared_empty.*
    from declared_empty
    left join stated
        on
            declared_empty.document_id = stated.document_id
            and declared_empty.fiscal_year = stated.fiscal_year
            and declared_empty.phase = stated.phase
            and declared_empty.scope = stated.scope
            and declared_empty.measure = stated.measure
    where stated.document_id is null
),

carried as (
    select distinct
        document_id,
        fiscal_year,
        phase,
        case
            when measure in ('opening_balance', 'use_of_surplus') then 'current_revenue'
            else 'current_expenditure'
        end as measure
    from found
    where
        measure in (
            'opening_balance', 'use_of_surplus', 'closing_balance', 'surplus_distribution'
        )
        and amount_yuan <> 0
),

unioned as (
    select
        *,
        false as is_inferred
    from found
    union all
    -- where a document knows of nothing carried into or out of the year, the year's is the total
    select
        found.document_id,
        found.unit_id,
        found.fiscal_year,
        found.phase,
        found.scope,
        replace(found.measure, 'current_', 'total_') as measure,
        found.amount_yuan,
        found.quantity,
        found.quantity_unit,
        found.rounding_unit_yuan,
        found.basis,
        coalesce(found.derivation, 'no_balances') as derivation,
        found.amount_low_yuan,
        found.amount_high_yuan,
        found.evidence_amount_id,
        found.evidence_statement_ids,
        found.place,
        true as is_inferred
    from found
    left join carried
        on
            found.document_id = carried.document_id
            and found.fiscal_year = carried.fiscal_year
            and found.phase = carried.phase
            and found.measure = carried.measure
    where
        found.measure in ('current_revenue', 'current_expenditure')
        and found.amount_yuan is not null
        and carried.document_id is null
),

ranked as (
    select
        unioned.*,
        documents.is_current as document_is_current,
        documents.fiscal_year as document_year,
        documents.stage as document_stage,
        coalesce(amounts.reading, {{ reading_of_text('documents.reader') }}) as reading,
        row_number() over (
            partition by
                unioned.document_id, unioned.fiscal_year, unioned.phase, unioned.scope,
                unioned.measure
            order by
                case when unioned.is_inferred then 1 else 0 end,
                {{ basis_rank('unioned.basis') }},
                case when unioned.derivation = 'no_balances' then 1 else 0 end,
                case when unioned.place = 0 then 0 else 1 end,
                unioned.rounding_unit_yuan,
                unioned.place,
                unioned.evidence_statement_ids
        ) as choice
    from unioned
    inner join documents on unioned.document_id = documents.document_id
    left join amounts on unioned.evidence_amount_id = amounts.amount_id
),

chosen as (
    select
        *,
        {{ is_best_source(['unit_id', 'fiscal_year', 'phase', 'scope', 'measure']) }}
            as is_best_source
    from ranked
    where choice = 1
),

final as (
    select
        {{ surrogate_key(['document_id', 'fiscal_year', 'phase', 'scope', 'measure']) }}
            as unit_total_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        measure,
        amount_yuan,
        quantity,
        quantity_unit,
        rounding_unit_yuan,
        basis,
        derivation,
        amount_low_yuan,
        amount_high_yuan,
        document_id,
        document_is_current as is_current,
        is_best_source,
        {{ is_widest_scope(['unit_id', 'fiscal_year', 'phase', 'measure'], "'complete'") }}
            as is_widest_scope,
        evidence_amount_id,
        evidence_statement_ids,
        reading
    from chosen
)

select * from final
