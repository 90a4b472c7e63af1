-- How much of the total that a table prints its facts tell by class, source or category (coverage):
--   complete  what is told by item adds up to a printed total, within the printed precision
--   partial   it makes less: lines are missing or have no known class, or the lines contradict the
--             total, which is then the only leaf
--   exceeds   the lines make more than the total
--   unknown   the table prints no total
-- The total is the expenditure of the year where it is printed apart from balances carried on, and
-- the total row or the one unit's row; where neither is printed, the sum of the partial totals.
-- What closes a form is no expenditure and still within its grand total.
-- Grain: one row per fact, document, table, fiscal year, phase and scope.
with

chosen as (
    select
        *,
        case when fact = 'revenue' then 'revenue' else 'expenditure' end as side,
        case
            when fact = 'revenue' then revenue_source not in ('unsplit', 'unmapped')
            when fact = 'three_public' then three_public_category <> 'unsplit'
            else code is not null
        end as is_told
    from {{ ref('int_amounts__chosen') }}
),

-- tables by function that make the economic fact too: their totals are those of both facts
crossed as (
    select distinct
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        fact,
        table_fact
    from chosen
    where fact <> table_fact
),

printed_amounts as (
    select
        amounts.*,
        coalesce(amounts.side, 'expenditure') as total_side,
        leaves.is_leaf,
        leaves.parts_yuan
    from {{ ref('int_amounts__classified') }} as amounts
    inner join {{ ref('int_amounts__leaves') }} as leaves on amounts.amount_id = leaves.amount_id
    where amounts.amount_yuan is not null
),

amounts as (
    select
        printed_amounts.*,
        printed_amounts.fact as told_fact
    from printed_amounts
    union all
    select
        printed_amounts.*,
        crossed.fact as told_fact
    from printed_amounts
    inner join crossed
        on
            printed_amounts.fact = crossed.table_fact
            and printed_amounts.document_id = crossed.document_id
            and printed_amounts.table_index = crossed.table_index
            and printed_amounts.fiscal_year = crossed.fiscal_year
            and printed_amounts.phase = crossed.phase
            and printed_amounts.scope = crossed.scope
),

told as (
    select
        fact,
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        side,
        sum(amount_yuan) as fact_yuan,
        sum(case when is_told then amount_yuan else 0 end) as told_yuan,
        sum(case when is_told then rounding_unit_yuan else 0 end) as told_unit_yuan
    from chosen
    group by fact, document_id, table_index, fiscal_year, phase, scope, side
),

-- where a total is a leaf, its lines contradict it: what they make; and what closes the form
bodies as (
    select
        told_fact as fact,
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        max(
            case when is_leaf and row_kind in ('total', 'unit') then parts_yuan end
        ) as parts_yuan,
        sum(
            case when is_leaf and line_role = 'closing' then amount_yuan else 0 end
        ) as closing_yuan,
        sum(
            case when is_leaf and line_role = 'closing' then rounding_unit_yuan else 0 end
        ) as closing_unit_yuan
    from amounts
    where fact is not null
    group by told_fact, document_id, table_index, fiscal_year, phase, scope
),

printed as (
    select
        told_fact as fact,
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        total_side as side,
        row_no,
        amount_yuan,
        rounding_unit_yuan,
        case
            when line_code = 'current_expenditure' then 1
            when row_kind in ('total', 'unit') then 2
            when fact = 'three_public' then 3
            else 4
        end as kind
    from amounts
    where
        fact is not null
        and (measure = 'total' or (table_classification = 'economic' and row_kind = 'subtotal'))
        and (
            row_kind in ('total', 'unit', 'subtotal')
            or fact = 'three_public'
            or line_code in
            ('current_expenditure', 'carryover', 'opening_balance', 'use_of_surplus')
        )
),

ranked as (
    select
        *,
        min(kind) over (
            partition by fact, document_id, table_index, fiscal_year, phase, scope, side
        ) as best_kind
    from printed
),

totals as (
    select
        fact,
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        side,
        kind,
        row_no,
        amount_yuan,
        rounding_unit_yuan
    from ranked
    where kind <= 2
    union all
    select
        fact,
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        side,
        kind,
        min(row_no) as row_no,
        sum(amount_yuan) as amount_yuan,
        sum(rounding_unit_yuan) as rounding_unit_yuan
    from ranked
    where kind = best_kind and kind > 2
    group by fact, document_id, table_index, fiscal_year, phase, scope, side, kind
),

compared as (
    select
        told.fact,
        told.document_id,
        told.table_index,
        told.fiscal_year,
        told.phase,
        told.scope,
        told.fact_yuan,
        told.told_yuan,
        coalesce(bodies.parts_yuan, told.told_yuan) as body_yuan,
        totals.amount_yuan as total_yuan,
        {{ sums_agree(
            'totals.amount_yuan', 'totals.rounding_unit_yuan',
            'told.told_yuan', 'told.told_unit_yuan',
        ) }}
        or (
            totals.kind = 2
            and {{ sums_agree(
                'totals.amount_yuan', 'totals.rounding_unit_yuan',
                '(told.told_yuan + bodies.closing_yuan)',
                '(told.told_unit_yuan + bodies.closing_unit_yuan)',
            ) }}
        ) as is_reached,
        row_number() over (
            partition by
                told.fact, told.document_id, told.table_index, told.fiscal_year, told.phase,
                told.scope
            order by totals.kind, totals.row_no
        ) as choice
    from told
    inner join bodies
        on
            told.fact = bodies.fact
            and told.document_id = bodies.document_id
            and told.table_index = bodies.table_index
            and told.fiscal_year = bodies.fiscal_year
            and told.phase = bodies.phase
            and told.scope = bodies.scope
    left join totals
        on
            told.fact = totals.fact
            and told.document_id = totals.document_id
            and told.table_index = totals.table_index
            and told.fiscal_year = totals.fiscal_year
            and told.phase = totals.phase
            and told.scope = totals.scope
            and told.side = totals.side
),

final as (
    select
        fact,
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        {{ money('min(fact_yuan)') }} as fact_yuan,
        {{ money('min(told_yuan)') }} as told_yuan,
        {{ money('max(case when choice = 1 then total_yuan end)') }} as total_yuan,
        case
            when count(total_yuan) = 0 then 'unknown'
            when max(case when is_reached then 1 else 0 end) = 1 then 'complete'
            when max(case when choice = 1 and body_yuan > total_yuan then 1 else 0 end) = 1
                then 'exceeds'
            else 'partial'
        end as coverage
    from compared
    group by fact, document_id, table_index, fiscal_year, phase, scope
)

select * from final
