-- “三公”经费 by category in each unit, year and phase: as the unit tells them, else as the economic
-- items that they are booked under, which hold basic expenditure alone: the least that they are.
with

told as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        case
            when item_code is null and class_code = 'vehicle_total' then 'vehicle_unsplit'
            else coalesce(item_code, class_code, 'unsplit')
        end as category,
        'three_public' as told_by,
        amount_yuan,
        basis,
    from marts.tidy_three_public
),

booked as (
    select
        tidy.unit_id,
        tidy.fiscal_year,
        tidy.phase,
        tidy.scope,
        items.category,
        'economic_items' as told_by,
        tidy.amount_yuan,
        tidy.basis,
    from marts.tidy_economic as tidy
    inner join reference.three_public_items as items on tidy.national_code = items.economic_code
    anti join told using (unit_id, fiscal_year, phase)
),

either as (
    from told
    union all by name
    from booked
)

select
    either.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    either.fiscal_year,
    either.phase,
    either.scope,
    either.category,
    either.told_by,
    sum(either.amount_yuan) as amount_yuan,
    min(either.basis) as basis,
from either
inner join marts.dim_unit as units using (unit_id)
where coalesce(list_contains(getvariable('units'), either.unit_id), true)
group by all
order by
    either.unit_id, either.fiscal_year desc, either.phase, either.category
