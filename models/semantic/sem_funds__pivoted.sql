-- What a share of a unit's funds is made of: total expenditure, personnel and public cost,
-- informatization (信息化建设), the revenue of the year and the fiscal appropriation in it, as far as
-- each is known of one and the same unit, year, phase and scope. The revenue of the year is null
-- unless its sources make up the total and none of them hides what it is of (role unsplit).
-- Grain: one row per unit, fiscal year, phase and scope.
with

items as (
    select * from {{ ref('cmp_item') }}
),

revenue_roles as (
    select * from {{ ref('revenue_roles') }}
),

informatization as (
    select functional_code
    from {{ ref('statement_informatization') }}
    where role = 'informatization'
),

revenue as (
    select
        items.unit_id,
        items.fiscal_year,
        items.phase,
        items.scope,
        sum(case when revenue_roles.role <> 'balance' then items.amount_yuan end)
            as year_revenue_yuan,
        sum(case when revenue_roles.role = 'appropriation' then items.amount_yuan else 0 end)
            as appropriation_yuan
    from items
    left join revenue_roles on items.item = revenue_roles.revenue_source
    where items.item_type = 'revenue_source'
    group by items.unit_id, items.fiscal_year, items.phase, items.scope
    having
        min(case when items.coverage = 'complete' then 1 else 0 end) = 1
        and min(case when coalesce(revenue_roles.role, 'unsplit') = 'unsplit' then 0 else 1 end) = 1
),

expenditure as (
    select
        items.unit_id,
        items.fiscal_year,
        items.phase,
        items.scope,
        max(case when items.item = 'current_expenditure' then items.amount_yuan end)
            as current_expenditure_yuan,
        max(case when items.item = 'personnel' then items.amount_yuan end) as personnel_yuan,
        max(case when items.item = 'public' then items.amount_yuan end) as public_yuan
    from items
    where items.item_type = 'unit_total'
    group by items.unit_id, items.fiscal_year, items.phase, items.scope
),

informatized as (
    select
        items.unit_id,
        items.fiscal_year,
        items.phase,
        items.scope,
        sum(items.amount_yuan) as informatization_yuan
    from items
    inner join informatization on items.item = informatization.functional_code
    where items.item_type = 'functional_item'
    group by items.unit_id, items.fiscal_year, items.phase, items.scope
),

harmonised as (
    select * from {{ ref('cmp_informatization') }}
),

final as (
    select
        expenditure.unit_id,
        expenditure.fiscal_year,
        expenditure.phase,
        expenditure.scope,
        {{ money('expenditure.current_expenditure_yuan') }} as current_expenditure_yuan,
        {{ money('expenditure.personnel_yuan') }} as personnel_yuan,
        {{ money('expenditure.public_yuan') }} as public_yuan,
        {{ money('informatized.informatization_yuan') }} as informatization_yuan,
        harmonised.harmonised_yuan as informatization_harmonised_yuan,
        {{ money('revenue.year_revenue_yuan') }} as year_revenue_yuan,
        {{ money('revenue.appropriation_yuan') }} as appropriation_yuan
    from expenditure
    left join informatized
        on
            expenditure.unit_id = informatized.unit_id
            and expenditure.fiscal_year = informatized.fiscal_year
            and expenditure.phase = informatized.phase
            and expenditure.scope = informatized.scope
    left join harmonised
        on
            expenditure.unit_id = harmonised.unit_id
            and expenditure.fiscal_year = harmonised.fiscal_year
            and expenditure.phase = harmonised.phase
            and expenditure.scope = harmonised.scope
    left join revenue
        on
            expenditure.unit_id = revenue.unit_id
            and expenditure.fiscal_year = revenue.fiscal_year
            and expenditure.phase = revenue.phase
            and expenditure.scope = revenue.scope
)

select * from final
