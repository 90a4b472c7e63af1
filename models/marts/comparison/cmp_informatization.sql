-- Informatization (信息化建设), and why the item alone misleads: units book the same running costs
-- (staff, office) under 信息化建设, 事业运行 or 其他人力资源和社会保障管理事务支出, as each sees fit
-- (seed statement_informatization). item_yuan is what stands under the item and is not comparable
-- across units; section_basic_yuan and section_project_yuan are all basic and all project
-- expenditure of the items' sections whatever the item, and are. harmonised_yuan is that project
-- expenditure without construction, which comes once. Where the source does not split by nature of
-- spending the amount is section_unsplit_yuan and nothing is harmonised.
-- Grain: one row per unit, fiscal year, phase and scope that reaches the items.
with

items as (
    select * from {{ ref('cmp_function_share') }}
    where level = 'item'
),

roles as (
    select * from {{ ref('statement_informatization') }}
),

sections as (
    select distinct substr(functional_code, 1, 5) as section_code
    from roles
),

construction as (
    select * from {{ ref('cmp_item') }}
    where item_type = 'functional_item' and construction_yuan is not null
),

sectioned as (
    select
        items.*,
        roles.role,
        construction.construction_yuan
    from items
    left join construction
        on
            items.unit_id = construction.unit_id
            and items.fiscal_year = construction.fiscal_year
            and items.phase = construction.phase
            and items.scope = construction.scope
            and items.functional_code = construction.item
    inner join sections on substr(items.functional_code, 1, 5) = sections.section_code
    left join roles on items.functional_code = roles.functional_code
),

summed as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        document_id,
        basis,
        coverage,
        sum(case when role = 'informatization' then amount_yuan end) as item_yuan,
        sum(case when role = 'informatization' then basic_yuan end) as item_basic_yuan,
        sum(case when role = 'informatization' then project_yuan end) as item_project_yuan,
        sum(case when role = 'running_cost' then amount_yuan end) as running_items_yuan,
        sum(case when role = 'running_cost' then basic_yuan end) as running_items_basic_yuan,
        sum(case when role = 'running_cost' then project_yuan end) as running_items_project_yuan,
        sum(basic_yuan) as section_basic_yuan,
        sum(project_yuan) as section_project_yuan,
        sum(unsplit_yuan) as section_unsplit_yuan,
        sum(construction_yuan) as construction_yuan,
        sum(amount_yuan) as section_yuan
    from sectioned
    group by unit_id, fiscal_year, phase, scope, document_id, basis, coverage
),

booked as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        {{ joined_text('functional_code') }} as basic_booked_under
    from sectioned
    where basic_yuan > 0
    group by unit_id, fiscal_year, phase, scope
),

final as (
    select
        summed.unit_id,
        summed.fiscal_year,
        summed.phase,
        summed.scope,
        {{ money('summed.item_yuan') }} as item_yuan,
        {{ money('summed.item_basic_yuan') }} as item_basic_yuan,
        {{ money('summed.item_project_yuan') }} as item_project_yuan,
        {{ money('summed.running_items_yuan') }} as running_items_yuan,
        {{ money('summed.running_items_basic_yuan') }} as running_items_basic_yuan,
        {{ money('summed.running_items_project_yuan') }} as running_items_project_yuan,
        {{ money('summed.section_basic_yuan') }} as section_basic_yuan,
        {{ money('summed.section_project_yuan') }} as section_project_yuan,
        {{ money('summed.section_unsplit_yuan') }} as section_unsplit_yuan,
        {{ money('summed.section_yuan') }} as section_yuan,
        booked.basic_booked_under,
        summed.section_unsplit_yuan is null as is_harmonised,
        {{ money('summed.construction_yuan') }} as construction_yuan,
        case
            when summed.section_unsplit_yuan is null
                then
                    {{ money(
                        'summed.section_project_yuan - coalesce(summed.construction_yuan, 0)'
                    ) }}
        end as harmonised_yuan,
        summed.basis,
        summed.coverage,
        summed.document_id
    from summed
    left join booked
        on
            summed.unit_id = booked.unit_id
            and summed.fiscal_year = booked.fiscal_year
            and summed.phase = booked.phase
            and summed.scope = booked.scope
)

select * from final
