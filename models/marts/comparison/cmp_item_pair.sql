-- An item of two units, each in the widest funds that any source tells of it, with the reasons why
-- the two amounts are not alike, as codes separated by spaces:
--   carryover        what was carried over from the year before is in an amount
--   one_off_capital  construction is
--   booking_habit    units book the same running costs under this item or another, as each sees fit
--   unit_kind        the units say that they are of unlike kinds
--   precision        the amounts are printed to other units of money
--   price_level      they are of other years
--   funds            they are of funds of which one contains the other
--   coverage         what makes up an amount is not all told
-- The comparable amounts are without what was carried over and without construction. A view, as
-- cmp_comparability is: a filter on units, years or items reaches the items, and only the pairs
-- asked for are made.
-- Grain: one row per pair of units, their fiscal years, phase, item type and item.
{{ config(materialized='view', tags=['across_units']) }}

with

ranked as (
    select
        *,
        row_number() over (
            partition by unit_id, fiscal_year, phase, item_type, item
            order by {{ scope_rank('scope') }}, scope
        ) as width
    from {{ ref('cmp_item') }}
),

items as (
    select
        ranked.*,
        units.unit_kind,
        habits.functional_code is not null as has_habit
    from ranked
    inner join {{ ref('dim_unit') }} as units on ranked.unit_id = units.unit_id
    left join {{ ref('statement_informatization') }} as habits
        on
            ranked.item = habits.functional_code
            and ranked.item_type = 'functional_item'
    where ranked.width = 1
),

paired as (
    select
        one.unit_id,
        one.fiscal_year,
        other.unit_id as other_unit_id,
        other.fiscal_year as other_fiscal_year,
        one.phase,
        one.item_type,
        one.item,
        one.item_name,
        one.scope,
        other.scope as other_scope,
        one.amount_yuan,
        other.amount_yuan as other_amount_yuan,
        one.comparable_amount_yuan,
        other.comparable_amount_yuan as other_comparable_amount_yuan,
        {{ unlike_amounts('one', 'other') }}
        || case when one.has_habit then 'booking_habit ' else '' end
        || case
            when
                one.unit_kind <> other.unit_kind
                and not (
                    {{ is_prefix('one.unit_kind', 'other.unit_kind') }}
                    or {{ is_prefix('other.unit_kind', 'one.unit_kind') }}
                )
                then 'unit_kind '
            else ''
        end
        || case when one.fiscal_year <> other.fiscal_year then 'price_level ' else '' end
        || case when one.scope <> other.scope then 'funds ' else '' end as reasons,
        one.document_id,
        other.document_id as other_document_id
    from items as one
    inner join items as other
        on
            one.phase = other.phase
            and one.item_type = other.item_type
            and one.item = other.item
            and one.unit_id < other.unit_id
),

final as (
    select
        unit_id,
        fiscal_year,
        other_unit_id,
        other_fiscal_year,
        phase,
        item_type,
        item,
        item_name,
        scope,
        other_scope,
        amount_yuan,
        other_amount_yuan,
        comparable_amount_yuan,
        other_comparable_amount_yuan,
        reasons = '' as is_like_for_like,
        nullif(trim(reasons), '') as reasons,
        document_id,
        other_document_id
    from paired
)

select * from final
