-- Totals of a unit that the text gives, with counts of its assets. A total of the text that
-- contains balances is total_expenditure, and where the text prints the balances as well,
-- expenditure of the year is derived from both. A total of both sides (收支总计) that is not known to
-- contain any is both.
-- Grain: one row per year_id (a statement that gives a total, and a side) and measure.
with

years as (
    select * from {{ ref('int_years__derived') }}
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

both_sides as (
    select evidence_statement_ids
    from years
    where item_type = 'total_measure' and item = 'total'
    group by evidence_statement_ids
    having count(distinct side) = 2
),

-- what a total of the text may be: of the year, of the whole form, or both
totalled as (
    select
        years.*,
        years.contains_balances
        or years.year_id in (select balanced.year_id from balanced) as has_balances,
        both_sides.evidence_statement_ids is not null as is_of_both_sides
    from years
    left join both_sides on years.evidence_statement_ids = both_sides.evidence_statement_ids
    where years.item_type = 'total_measure' and years.item = 'total'
),

named as (
    select
        totalled.year_id,
        'total_' || totalled.side as measure,
        cast(null as {{ dbt.type_string() }}) as derivation
    from totalled
    where
        -- the form closes with one total on both sides: that of expenditure stands for both
        (totalled.side = 'revenue' and not totalled.contains_balances)
        or (
            totalled.side = 'expenditure'
            and (totalled.has_balances or totalled.is_of_both_sides)
        )
    union all
    select
        totalled.year_id,
        'current_expenditure' as measure,
        case when totalled.is_of_both_sides then 'no_balances' end as derivation
    from totalled
    where totalled.side = 'expenditure' and not totalled.has_balances
    union all
    select
        years.year_id,
        case when years.item = 'unsplit' then years.item_type else years.item end as measure,
        cast(null as {{ dbt.type_string() }}) as derivation
    from years
    where
        (years.item_type in ('total_measure', 'asset') and years.item <> 'total')
        or (years.item_type in ('three_public', 'procurement') and years.item = 'unsplit')
),

stated as (
    select
        years.year_id,
        years.document_id,
        years.unit_id,
        years.fiscal_year,
        years.phase,
        years.scope,
        named.measure,
        years.amount_yuan,
        years.quantity,
        years.quantity_unit,
        years.rounding_unit_yuan,
        years.basis,
        coalesce({{ derivation_of('years.basis') }}, named.derivation) as derivation,
        case when years.basis <> 'text' then {{ money('years.low_yuan') }} end as amount_low_yuan,
        case when years.basis <> 'text' then {{ money('years.high_yuan') }} end
            as amount_high_yuan,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_id,
        years.evidence_statement_ids,
        years.statement_no as place
    from years
    inner join named on years.year_id = named.year_id
),

without_balances as (
    select
        year_id,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        'current_expenditure' as measure,
        {{ money('amount_yuan - closing_yuan') }} as amount_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit,
        rounding_unit_yuan,
        'derived' as basis,
        'total_less_balance' as derivation,
        {{ money('low_yuan - closing_high_yuan') }} as amount_low_yuan,
        {{ money('high_yuan - closing_low_yuan') }} as amount_high_yuan,
        cast(null as {{ dbt.type_string() }}) as evidence_amount_id,
        evidence_statement_ids || ' ' || closing_statement_id as evidence_statement_ids,
        statement_no as place
    from balanced
)

select * from stated
union all
select * from without_balances
