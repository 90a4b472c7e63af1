-- How much of the total that a table prints its facts tell by class, source or category (coverage):
--   complete  what is told by item adds up to a printed total, within the printed precision
--   partial   it makes less: lines are missing or have no known class, or the lines contradict the
--             total, which is then the only leaf
--   exceeds   the lines make more than the total
--   unknown   the table prints no total
-- The total is the expenditure of the year where it is printed apart from balances carried on, and
-- the total row or the one unit's row; where neither is printed, the sum of the partial totals. Of
-- a unit that a department lists it is the unit's row, which is not a total of the department.
-- What closes a form is not expenditure, though within its grand total.
-- Grain: one row per fact, document, unit, table, fiscal year, phase and scope.
{%- set place = ['document_id', 'unit_id', 'table_index', 'fiscal_year', 'phase', 'scope'] %}
{%- set place_told = [
    'document_id', 'told_unit_id', 'table_index', 'fiscal_year', 'phase', 'scope',
] %}
with

chosen as (
    select
        *,
        {{ surrogate_key(place) }} as source_id,
        case when fact = 'revenue' then 'revenue' else 'expenditure' end as side,
        case
            when fact = 'revenue' then revenue_source not in ('unsplit', 'unmapped')
            when fact = 'three_public' then three_public_category <> 'unsplit'
            else code is not null
        end as is_told
    from {{ ref('int_amounts__chosen') }}
),

-- a table by function may make the economic fact too: its totals are those of both facts
told_facts as (
    select distinct
        source_id,
        fact,
        table_fact
    from chosen
),

told as (
    select
        source_id,
        fact,
        document_id,
        unit_id,
        is_listed,
        table_index,
        fiscal_year,
        phase,
        scope,
        side,
        sum(amount_yuan) as fact_yuan,
        sum(case when is_told then amount_yuan else 0 end) as told_yuan,
        sum(case when is_told then rounding_unit_yuan else 0 end) as told_unit_yuan
    from chosen
    group by all
),

-- of the department, the row of a unit that it lists is a line
amounts_of_units as (
    select
        *,
        unit_id as told_unit_id,
        case when listed_unit_id is not null and row_kind = 'unit' then 'line' else row_kind end
            as row_kind_told
    from {{ ref('int_amounts__classified') }}
    union all
    select
        *,
        listed_unit_id as told_unit_id,
        row_kind as row_kind_told
    from {{ ref('int_amounts__classified') }}
    where listed_unit_id is not null
),

printed_amounts as (
    select
        *,
        {{ surrogate_key(place_told) }} as source_id
    from amounts_of_units
    where amount_yuan is not null and fact is not null
),

amounts as (
    select
        printed_amounts.source_id,
        told_facts.fact,
        printed_amounts.fact as table_fact,
        coalesce(printed_amounts.side, 'expenditure') as side,
        printed_amounts.table_classification,
        printed_amounts.amount_id,
        printed_amounts.row_no,
        printed_amounts.row_kind_told as row_kind,
        printed_amounts.line_code,
        printed_amounts.line_role,
        printed_amounts.measure,
        printed_amounts.amount_yuan,
        printed_amounts.rounding_unit_yuan,
        leaves.is_leaf,
        leaves.parts_yuan
    from printed_amounts
    inner join told_facts
        on
            printed_amounts.source_id = told_facts.source_id
            and printed_amounts.fact = told_facts.table_fact
    inner join {{ ref('int_amounts__leaves') }} as leaves
        on printed_amounts.amount_id = leaves.amount_id
),

-- where a total is a leaf, its lines contradict it: what they make; and what closes the form
bodies as (
    select
        source_id,
        fact,
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
    group by source_id, fact
),

printed as (
    select
        *,
        case
            when line_code = 'current_expenditure' then 1
            when row_kind in ('total', 'unit') then 2
            when table_fact = 'three_public' then 3
            else 4
        end as kind
    from amounts
    where
        (measure = 'total' or (table_classification = 'economic' and row_kind = 'subtotal'))
        and (
            row_kind in ('total', 'unit', 'subtotal')
            or table_fact = 'three_public'
            or line_code in
            ('current_expenditure', 'carryover', 'opening_balance', 'use_of_surplus')
        )
),

ranked as (
    select
        *,
        min(kind) over (partition by source_id, fact, side) as best_kind
    from printed
),

-- each total that is printed, or the partial totals together
totals as (
    select
        source_id,
        fact,
        side,
        kind,
        min(row_no) as row_no,
        sum(amount_yuan) as amount_yuan,
        sum(rounding_unit_yuan) as rounding_unit_yuan
    from ranked
    where kind <= 2 or kind = best_kind
    group by source_id, fact, side, kind, case when kind <= 2 then amount_id end
),

compared as (
    select
        told.*,
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
            partition by told.source_id, told.fact
            order by totals.kind, totals.row_no
        ) as choice
    from told
    inner join bodies
        on
            told.source_id = bodies.source_id
            and told.fact = bodies.fact
    left join totals
        on
            told.source_id = totals.source_id
            and told.fact = totals.fact
            and told.side = totals.side
),

final as (
    select
        fact,
        document_id,
        unit_id,
        is_listed,
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
    group by fact, document_id, unit_id, is_listed, table_index, fiscal_year, phase, scope
)

select * from final
