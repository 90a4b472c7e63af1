-- What do the three public expenses (“三公”经费) cost where a document has no table of them? Told by
-- the unit, or else from the economic items that they are booked under, which hold basic
-- expenditure alone and so are the least that they can be.
with

told as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        'three_public' as told_by,
        sum(amount_wan) as amount_wan,
        sum(case when item_code = 'overseas_travel' then amount_wan end) as overseas_travel_wan,
        sum(case when class_code like 'vehicle%' then amount_wan end) as vehicles_wan,
        sum(case when item_code = 'official_reception' then amount_wan end) as reception_wan
    from {{ ref('tidy_three_public') }}
    group by unit_id, fiscal_year, phase, scope
),

booked as (
    select
        economic.unit_id,
        economic.fiscal_year,
        economic.phase,
        economic.scope,
        'economic_items' as told_by,
        sum(economic.amount_wan) as amount_wan,
        sum(case when items.category = 'overseas_travel' then economic.amount_wan end)
            as overseas_travel_wan,
        sum(case when items.category like 'vehicle%' then economic.amount_wan end)
            as vehicles_wan,
        sum(case when items.category = 'official_reception' then economic.amount_wan end)
            as reception_wan
    from {{ ref('tidy_economic') }} as economic
    inner join {{ ref('three_public_items') }} as items
        on economic.national_code = items.economic_code
    group by economic.unit_id, economic.fiscal_year, economic.phase, economic.scope
),

either as (
    select * from told
    union all
    select booked.*
    from booked
    left join told
        on
            booked.unit_id = told.unit_id
            and booked.fiscal_year = told.fiscal_year
            and booked.phase = told.phase
    where told.unit_id is null
)

select * from either
order by unit_id asc, fiscal_year asc, phase asc
