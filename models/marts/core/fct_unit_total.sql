-- Totals of a unit: printed in tables, printed in the text, derived or implied, with counts of
-- assets. It holds the years and phases that only the text gives. Not additive: a total contains
-- its parts. A document gives a measure on one basis, the best it has; of several documents the
-- best source is current. total_expenditure is expenditure of the year, as in the facts: a total
-- that contains balances carried on is total_with_balances, and where the text prints the balances
-- as well, expenditure of the year is derived from both.
-- Grain: one row per document, fiscal year, phase, scope and measure.
with

totals as (
    select * from {{ ref('int_totals__printed') }}
),

years as (
    select * from {{ ref('int_years__derived') }}
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
        measure,
        amount_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit,
        rounding_unit_yuan,
        'table' as basis,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        amount_id as evidence_amount_id,
        cast(null as {{ dbt.type_string() }}) as evidence_statement_ids,
        0 as place
    from totals
),

-- balances that close the expenditure side, as the text prints them
closing_copies as (
    select
        *,
        row_number() over (
            partition by document_id, fiscal_year, phase, scope, item
            order by rounding_unit_yuan, statement_no
        ) as copy_no
    from years
    where item_type = 'closing' and basis = 'text'
),

closings as (
    select
        document_id,
        fiscal_year,
        phase,
        scope,
        sum(amount_yuan) as amount_yuan,
        sum(low_yuan) as low_yuan,
        sum(high_yuan) as high_yuan,
        min(evidence_statement_ids) as evidence_statement_id
    from closing_copies
    where copy_no = 1
    group by document_id, fiscal_year, phase, scope
    having sum(amount_yuan) <> 0
),

-- classes that the text gives, one amount for each
class_copies as (
    select
        *,
        row_number() over (
            partition by document_id, fiscal_year, phase, scope, item
            order by rounding_unit_yuan, statement_no
        ) as copy_no
    from years
    where item_type = 'functional_expenditure' and length(item) = 3 and basis = 'text'
),

classes as (
    select
        document_id,
        fiscal_year,
        phase,
        scope,
        sum(low_yuan) as low_yuan,
        sum(high_yuan) as high_yuan
    from class_copies
    where copy_no = 1
    group by document_id, fiscal_year, phase, scope
    having count(*) > 1
),

balanced as (
    select
        years.*,
        closings.amount_yuan as closing_yuan,
        closings.low_yuan as closing_low_yuan,
        closings.high_yuan as closing_high_yuan,
        closings.evidence_statement_id as closing_statement_id
    from years
    inner join closings
        on
            years.document_id = closings.document_id
            and years.fiscal_year = closings.fiscal_year
            and years.phase = closings.phase
            and years.scope = closings.scope
    left join classes
        on
            years.document_id = classes.document_id
            and years.fiscal_year = classes.fiscal_year
            and years.phase = classes.phase
            and years.scope = classes.scope
            and {{ intervals_meet(
                'years.low_yuan', 'years.high_yuan', 'classes.low_yuan', 'classes.high_yuan'
            ) }}
    where
        years.item_type = 'total_measure'
        and years.item = 'total'
        and years.side = 'expenditure'
        and years.basis = 'text'
        -- what the classes alone make holds no balances
        and classes.document_id is null
),

stated as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        case
            when
                item = 'total'
                and (contains_balances or year_id in (select balanced.year_id from balanced))
                then 'total_with_balances'
            when item = 'total' then 'total_' || side
            when item = 'unsplit' then item_type
            else item
        end as measure,
        amount_yuan,
        quantity,
        quantity_unit,
        rounding_unit_yuan,
        basis,
        case when basis <> 'text' then {{ money('low_yuan') }} end as amount_low_yuan,
        case when basis <> 'text' then {{ money('high_yuan') }} end as amount_high_yuan,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_id,
        evidence_statement_ids,
        statement_no as place
    from years
    where
        (
            item_type in ('total_measure', 'asset')
            or (item_type in ('three_public', 'procurement') and item = 'unsplit')
        )
        -- the form closes with one total on both sides: that of expenditure stands for both
        and not (item = 'total' and side = 'revenue' and contains_balances)
),

without_balances as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        'total_expenditure' as measure,
        {{ money('amount_yuan - closing_yuan') }} as amount_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit,
        rounding_unit_yuan,
        'derived' as basis,
        {{ money('low_yuan - closing_high_yuan') }} as amount_low_yuan,
        {{ money('high_yuan - closing_low_yuan') }} as amount_high_yuan,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_id,
        evidence_statement_ids || ' ' || closing_statement_id as evidence_statement_ids,
        statement_no as place
    from balanced
),

unioned as (
    select * from printed
    union all
    select * from stated
    union all
    select * from without_balances
),

ranked as (
    select
        unioned.*,
        documents.is_current as document_is_current,
        documents.fiscal_year as document_year,
        documents.stage as document_stage,
        row_number() over (
            partition by
                unioned.document_id, unioned.fiscal_year, unioned.phase, unioned.scope,
                unioned.measure
            order by
                {{ basis_rank('unioned.basis') }},
                unioned.rounding_unit_yuan,
                unioned.place,
                unioned.evidence_statement_ids
        ) as choice
    from unioned
    inner join documents on unioned.document_id = documents.document_id
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
        amount_low_yuan,
        amount_high_yuan,
        document_id,
        document_is_current as is_current,
        is_best_source,
        {{ is_widest_scope(['unit_id', 'fiscal_year', 'phase', 'measure'], "'complete'") }}
            as is_widest_scope,
        evidence_amount_id,
        evidence_statement_ids
    from chosen
)

select * from final
