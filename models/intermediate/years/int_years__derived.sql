-- What the statements give of any year and phase: amounts that the text prints, a year before from
-- an amount and its change, and a budget from a printed completion rate. The bounds are what the
-- printed precision allows, rounded outward to a hundredth of the printed unit of money:
--   text     the amount printed
--   derived  amount less change; the half steps of both add up, but no budget falls below zero
--   implied  amount over rate: low = (a - u/2) / (r + ur/2), high = (a + u/2) / (r - ur/2); the
--            amount is a / r rounded to the printed unit. Only where the text prints no budget.
-- A statement of both sides (收支总预算) is a row for each. A total contains balances where its
-- document prints less as expenditure of the year, and balances beside it, or where the text has a
-- smaller total of the year beside it.
-- Grain: one row per statement that gives an amount, and side.
with

resolved as (
    select * from {{ ref('int_statements__resolved') }}
),

usable as (
    select * from resolved
    where item is not null and reason_unused is null
),

bases as (
    select * from usable
    where metric = 'amount'
),

printed as (
    select
        statement_id,
        statement_id as base_id,
        item,
        fiscal_year,
        phase,
        'text' as basis,
        case when metric = 'amount' then amount_yuan end as amount_yuan,
        cast(amount_yuan - 0.5 * rounding_unit_yuan as decimal(20, 4)) as low_yuan,
        cast(amount_yuan + 0.5 * rounding_unit_yuan as decimal(20, 4)) as high_yuan,
        case when metric = 'amount' then rounding_unit_yuan end as rounding_unit_yuan,
        case when metric = 'count' then value end as quantity,
        case when metric = 'count' then unit end as quantity_unit
    from usable
    where metric in ('amount', 'count')
),

changed as (
    select
        changes.statement_id,
        bases.statement_id as base_id,
        bases.item,
        changes.compared_year as fiscal_year,
        coalesce(changes.compared_phase, changes.phase) as phase,
        'derived' as basis,
        bases.amount_yuan - changes.amount_yuan as amount_yuan,
        0.5 * (bases.rounding_unit_yuan + changes.rounding_unit_yuan) as half_yuan,
        least(bases.bound_step_yuan, changes.bound_step_yuan) as step_yuan,
        greatest(bases.rounding_unit_yuan, changes.rounding_unit_yuan) as rounding_unit_yuan
    from usable as changes
    inner join bases on changes.base_statement_id = bases.statement_id
    where changes.metric = 'change'
),

derived as (
    select
        statement_id,
        base_id,
        item,
        fiscal_year,
        phase,
        basis,
        amount_yuan,
        cast(
            {{ floor_to(
                "case when phase like '%budget' and amount_yuan >= 0"
                ~ " then greatest(amount_yuan - half_yuan, 0) else amount_yuan - half_yuan end",
                'step_yuan',
            ) }} as decimal(20, 4)
        ) as low_yuan,
        cast({{ ceil_to('amount_yuan + half_yuan', 'step_yuan') }} as decimal(20, 4)) as high_yuan,
        rounding_unit_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit
    from changed
),

rated as (
    select
        rates.statement_id,
        bases.statement_id as base_id,
        bases.item,
        rates.fiscal_year,
        rates.whole as phase,
        'implied' as basis,
        bases.amount_yuan,
        bases.rounding_unit_yuan,
        bases.bound_step_yuan as step_yuan,
        rates.value as rate,
        rates.value_step as rate_step
    from usable as rates
    inner join bases on rates.base_statement_id = bases.statement_id
    left join bases as budgets
        on
            bases.document_id = budgets.document_id
            and bases.item_type = budgets.item_type
            and bases.item = budgets.item
            and bases.fact_scope = budgets.fact_scope
            and rates.fiscal_year = budgets.fiscal_year
            and rates.whole = budgets.phase
    where
        rates.metric = 'completion_rate'
        and rates.whole_statement_id is null
        and budgets.statement_id is null
        and bases.amount_yuan >= 0
        and bases.rounding_unit_yuan > 0
),

implied as (
    select
        statement_id,
        base_id,
        item,
        fiscal_year,
        phase,
        basis,
        {{ amount_at_rate('amount_yuan', 'rate', 'rounding_unit_yuan', 'nearest') }} as amount_yuan,
        cast(
            {{ amount_at_rate(
                'greatest(amount_yuan - 0.5 * rounding_unit_yuan, 0)', 'rate + 0.5 * rate_step',
                'step_yuan', 'low',
            ) }} as decimal(20, 4)
        ) as low_yuan,
        cast(
            {{ amount_at_rate(
                'amount_yuan + 0.5 * rounding_unit_yuan', 'rate - 0.5 * rate_step',
                'step_yuan', 'high',
            ) }} as decimal(20, 4)
        ) as high_yuan,
        rounding_unit_yuan,
        cast(null as decimal(20, 4)) as quantity,
        cast(null as {{ dbt.type_string() }}) as quantity_unit
    from rated
),

unioned as (
    select * from printed
    union all
    select * from derived
    union all
    select * from implied
),

with_balances as (
    select bases.statement_id
    from bases
    inner join {{ ref('int_totals__printed') }} as totals
        on
            bases.document_id = totals.document_id
            and bases.fiscal_year = totals.fiscal_year
            and bases.phase = totals.phase
            and bases.fact_scope = totals.scope
            and totals.measure = 'total_expenditure'
            and not totals.is_listed
    where
        bases.item_type = 'total_measure'
        and bases.item = 'total'
        and bases.side in ('expenditure', 'both')
        and bases.amount_yuan - 0.5 * bases.rounding_unit_yuan
        > totals.amount_yuan + 0.5 * totals.rounding_unit_yuan
        and exists (
            select 1
            from {{ ref('int_totals__carried') }} as carried
            where
                bases.document_id = carried.document_id
                and bases.phase = carried.phase
                and bases.fact_scope = carried.scope
                and carried.side = 'expenditure'
        )
),

sides as (
    select 'revenue' as side
    union all
    select 'expenditure' as side
),

final as (
    select
        {{ surrogate_key(['unioned.statement_id', 'unioned.basis', 'sides.side']) }} as year_id,
        bases.document_id,
        bases.unit_id,
        bases.document_year,
        bases.document_stage,
        bases.document_is_current,
        bases.statement_no,
        bases.subject,
        bases.item_type,
        bases.item,
        sides.side,
        bases.tree_path,
        unioned.fiscal_year,
        unioned.phase,
        bases.fact_scope as scope,
        unioned.basis,
        {{ money('unioned.amount_yuan') }} as amount_yuan,
        unioned.low_yuan,
        unioned.high_yuan,
        unioned.rounding_unit_yuan,
        unioned.quantity,
        unioned.quantity_unit,
        bases.contains_balances
        or (sides.side = 'expenditure' and with_balances.statement_id is not null)
            as contains_balances,
        case
            when unioned.statement_id = unioned.base_id then unioned.statement_id
            else
                least(unioned.statement_id, unioned.base_id)
                || ' '
                || greatest(unioned.statement_id, unioned.base_id)
        end as evidence_statement_ids
    from unioned
    inner join usable as bases on unioned.base_id = bases.statement_id
    left join sides on bases.side in (sides.side, 'both')
    left join with_balances on bases.statement_id = with_balances.statement_id
)

select * from final
