-- A unit in a year and phase at a glance. Each measure is of the widest funds that any source
-- tells of (all funds, else appropriations, else the general public budget), with its scope and
-- basis beside it; a share is null unless both its amounts are of one scope. What the text gives
-- of a year without a total stands in known_expenditure_yuan and known_revenue_yuan with their
-- coverage.
-- Grain: one row per unit, fiscal year and phase.
with

items as (
    select * from {{ ref('cmp_item') }}
),

changes as (
    select * from {{ ref('cmp_year_over_year') }}
    where item_type = 'unit_total' and item = 'current_expenditure'
),

roles as (
    select * from {{ ref('statement_informatization') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

measured as (
    select
        items.*,
        case
            when items.item_type = 'unit_total' then items.item
            when items.item_type = 'functional_item' and roles.role = 'informatization'
                then 'informatization'
        end as measure,
        case items.scope
            when 'all_funds' then 1
            when 'fiscal_appropriation' then 2
            when 'general_public_budget' then 3
            else 4
        end as scope_rank
    from items
    left join roles on items.item = roles.functional_code
),

ranked as (
    select
        *,
        row_number() over (
            partition by unit_id, fiscal_year, phase, measure
            order by scope_rank, scope
        ) as choice
    from measured
    where measure is not null
),

pivoted as (
    select
        unit_id,
        fiscal_year,
        phase,
        max(case when measure = 'current_revenue' then amount_yuan end) as current_revenue_yuan,
        max(case when measure = 'current_revenue' then scope end) as current_revenue_scope,
        max(case when measure = 'current_revenue' then basis end) as current_revenue_basis,
        max(case when measure = 'total_revenue' then amount_yuan end) as total_revenue_yuan,
        max(case when measure = 'total_revenue' then scope end) as total_revenue_scope,
        max(case when measure = 'total_revenue' then basis end) as total_revenue_basis,
        max(case when measure = 'current_expenditure' then amount_yuan end)
            as current_expenditure_yuan,
        max(case when measure = 'current_expenditure' then scope end) as current_expenditure_scope,
        max(case when measure = 'current_expenditure' then basis end) as current_expenditure_basis,
        coalesce(
            max(case when measure = 'current_expenditure' then document_id end),
            max(case when measure = 'current_revenue' then document_id end)
        ) as document_id,
        max(case when measure = 'basic' then amount_yuan end) as basic_yuan,
        max(case when measure = 'basic' then scope end) as basic_scope,
        max(case when measure = 'basic' then basis end) as basic_basis,
        max(case when measure = 'project' then amount_yuan end) as project_yuan,
        max(case when measure = 'project' then scope end) as project_scope,
        max(case when measure = 'project' then basis end) as project_basis,
        max(case when measure = 'personnel' then amount_yuan end) as personnel_yuan,
        max(case when measure = 'personnel' then scope end) as personnel_scope,
        max(case when measure = 'personnel' then basis end) as personnel_basis,
        max(case when measure = 'public' then amount_yuan end) as public_yuan,
        max(case when measure = 'public' then scope end) as public_scope,
        max(case when measure = 'public' then basis end) as public_basis,
        max(case when measure = 'three_public' then amount_yuan end) as three_public_yuan,
        max(case when measure = 'three_public' then scope end) as three_public_scope,
        max(case when measure = 'three_public' then basis end) as three_public_basis,
        max(case when measure = 'procurement' then amount_yuan end) as procurement_yuan,
        max(case when measure = 'procurement' then scope end) as procurement_scope,
        max(case when measure = 'procurement' then basis end) as procurement_basis,
        max(case when measure = 'informatization' then amount_yuan end) as informatization_yuan,
        max(case when measure = 'informatization' then scope end) as informatization_scope,
        max(case when measure = 'informatization' then basis end) as informatization_basis
    from ranked
    where choice = 1
    group by unit_id, fiscal_year, phase
),

known_sums as (
    select
        unit_id,
        fiscal_year,
        phase,
        item_type,
        coverage,
        sum(amount_yuan) as amount_yuan,
        row_number() over (
            partition by unit_id, fiscal_year, phase, item_type
            order by scope_rank, scope
        ) as choice
    from measured
    where item_type in ('functional_class', 'revenue_source')
    group by unit_id, fiscal_year, phase, item_type, coverage, scope_rank, scope
),

known as (
    select
        unit_id,
        fiscal_year,
        phase,
        max(case when item_type = 'functional_class' then amount_yuan end)
            as known_expenditure_yuan,
        max(case when item_type = 'functional_class' then coverage end)
            as known_expenditure_coverage,
        max(case when item_type = 'revenue_source' then amount_yuan end) as known_revenue_yuan,
        max(case when item_type = 'revenue_source' then coverage end) as known_revenue_coverage
    from known_sums
    where choice = 1
    group by unit_id, fiscal_year, phase
),

keys as (
    select
        unit_id,
        fiscal_year,
        phase,
        max(document_id) as document_id
    from items
    group by unit_id, fiscal_year, phase
),

totals as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        amount_yuan
    from items
    where item_type = 'unit_total' and item = 'current_expenditure'
),

final as (
    select
        keys.unit_id,
        units.unit_name,
        units.admin_level,
        keys.fiscal_year,
        keys.phase,
        pivoted.current_revenue_yuan,
        pivoted.current_revenue_scope,
        pivoted.current_revenue_basis,
        pivoted.total_revenue_yuan,
        pivoted.total_revenue_scope,
        pivoted.total_revenue_basis,
        pivoted.current_expenditure_yuan,
        pivoted.current_expenditure_scope,
        pivoted.current_expenditure_basis,
        pivoted.basic_yuan,
        pivoted.basic_scope,
        pivoted.basic_basis,
        pivoted.project_yuan,
        pivoted.project_scope,
        pivoted.project_basis,
        pivoted.personnel_yuan,
        pivoted.personnel_scope,
        pivoted.personnel_basis,
        pivoted.public_yuan,
        pivoted.public_scope,
        pivoted.public_basis,
        pivoted.three_public_yuan,
        pivoted.three_public_scope,
        pivoted.three_public_basis,
        pivoted.procurement_yuan,
        pivoted.procurement_scope,
        pivoted.procurement_basis,
        pivoted.informatization_yuan,
        pivoted.informatization_scope,
        pivoted.informatization_basis,
        {{ percent(
            'case when pivoted.basic_scope = pivoted.current_expenditure_scope'
            ~ ' then pivoted.basic_yuan end', 'pivoted.current_expenditure_yuan',
        ) }} as basic_share_percent,
        {{ percent(
            'case when pivoted.project_scope = pivoted.current_expenditure_scope'
            ~ ' then pivoted.project_yuan end', 'pivoted.current_expenditure_yuan',
        ) }} as project_share_percent,
        {{ percent('pivoted.informatization_yuan', 'totals.amount_yuan') }}
            as informatization_share_percent,
        {{ money('known.known_expenditure_yuan') }} as known_expenditure_yuan,
        known.known_expenditure_coverage,
        {{ money('known.known_revenue_yuan') }} as known_revenue_yuan,
        known.known_revenue_coverage,
        changes.compared_yuan as compared_expenditure_yuan,
        changes.compared_basis,
        changes.change_yuan,
        changes.change_rate,
        changes.change_printed_yuan,
        changes.change_rate_printed,
        coalesce(pivoted.document_id, keys.document_id) as document_id
    from keys
    inner join units on keys.unit_id = units.unit_id
    left join pivoted
        on
            keys.unit_id = pivoted.unit_id
            and keys.fiscal_year = pivoted.fiscal_year
            and keys.phase = pivoted.phase
    left join known
        on
            keys.unit_id = known.unit_id
            and keys.fiscal_year = known.fiscal_year
            and keys.phase = known.phase
    left join totals
        on
            keys.unit_id = totals.unit_id
            and keys.fiscal_year = totals.fiscal_year
            and keys.phase = totals.phase
            and pivoted.informatization_scope = totals.scope
    left join changes
        on
            keys.unit_id = changes.unit_id
            and keys.fiscal_year = changes.fiscal_year
            and keys.phase = changes.phase
            and pivoted.current_expenditure_scope = changes.scope
)

select * from final
