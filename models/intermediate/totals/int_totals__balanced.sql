-- The totals of a year and the balances beside it: as the lines of summary forms print them, as the
-- text states them, and, where a document's sources of revenue make up its total, as these add up.
-- Grain: one row per document, fiscal year, phase, scope, measure, basis and
-- derivation.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where
        table_classification = 'summary' and measure = 'total' and amount_yuan is not null
        and {{ is_placed('placement') }}
),

years as (
    select * from {{ ref('int_years__derived') }}
    where item_type in ('revenue_source', 'closing') and amount_yuan is not null
),

roles as (
    select * from {{ ref('revenue_roles') }}
),

-- summary lines and statements by the measure that they are
measured as (
    select * from {{ ref('total_measures') }}
),

sources as (
    select
        sourced.*,
        case
            when {{ revenue_role('roles.role', 'sourced.item') }} = 'income'
                then 'current_revenue'
            when sourced.item = 'use_of_surplus' then 'use_of_surplus'
            else 'opening_balance'
        end as measure
    from {{ ref('int_facts__sourced') }} as sourced
    inner join roles on sourced.item = roles.revenue_source
    where
        sourced.fact = 'revenue'
        and sourced.coverage = 'complete'
        and {{ revenue_role('roles.role', 'sourced.item') }} is not null
),

printed as (
    select
        amounts.document_id,
        amounts.unit_id,
        amounts.fiscal_year,
        amounts.phase,
        amounts.scope,
        measured.measure,
        amounts.amount_yuan,
        amounts.rounding_unit_yuan,
        'table' as basis,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        cast(null as {{ dbt.type_string() }}) as derivation,
        amounts.amount_id as evidence_amount_id,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_ids,
        -- the form's own line before one of its fund, the first before a repeat
        row_number() over (
            partition by
                amounts.document_id, amounts.fiscal_year, amounts.phase, amounts.scope,
                measured.measure
            order by amounts.priority, amounts.table_index, amounts.row_no, amounts.column_no
        ) as choice
    from amounts
    inner join measured
        on
            amounts.line_code = measured.line_code
            and amounts.side = measured.side
),

stated as (
    select
        years.document_id,
        years.unit_id,
        years.fiscal_year,
        years.phase,
        years.scope,
        measured.measure,
        years.amount_yuan,
        years.rounding_unit_yuan,
        years.basis,
        case when years.basis <> 'text' then {{ money('years.low_yuan') }} end as amount_low_yuan,
        case when years.basis <> 'text' then {{ money('years.high_yuan') }} end
            as amount_high_yuan,
        {{ derivation_of('years.basis') }} as derivation,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_id,
        years.evidence_statement_ids,
        row_number() over (
            partition by
                years.document_id, years.fiscal_year, years.phase, years.scope,
                measured.measure, years.basis
            order by years.rounding_unit_yuan, years.statement_no, years.evidence_statement_ids
        ) as choice
    from years
    inner join measured
        on
            years.item = measured.line_code
            and years.side = measured.side
),

-- what the sources add up to, income and balances apart
summed as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        measure,
        {{ money('sum(amount_yuan)') }} as amount_yuan,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        'derived' as basis,
        {{ money('sum(coalesce(amount_low_yuan, amount_yuan - rounding_unit_yuan / 2))') }}
            as amount_low_yuan,
        {{ money('sum(coalesce(amount_high_yuan, amount_yuan + rounding_unit_yuan / 2))') }}
            as amount_high_yuan,
        'sum_of_sources' as derivation,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_id,
        {{ joined_text('evidence_statement_ids') }} as evidence_statement_ids,
        1 as choice
    from sources
    group by document_id, unit_id, fiscal_year, phase, scope, measure
),

unioned as (
    select * from printed
    union all
    select * from stated
    union all
    select * from summed
)

select * from unioned
where choice = 1
