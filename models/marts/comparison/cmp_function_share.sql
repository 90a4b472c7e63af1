-- What part of a unit's expenditure each functional class, section and item is, on every level
-- that its leaves reach. A level contains the next: filter on level before adding up.
-- Grain: one row per unit, fiscal year, phase, scope and functional code.
with

expenditure as (
    select * from {{ ref('fct_functional_expenditure') }}
    where is_current
),

classes as (
    select * from {{ ref('functional_classification') }}
),

-- the unit's own names of codes that the register does not know
printed_classes as (
    select * from {{ ref('int_classes__printed') }}
    where classification = 'functional'
),

digits as (
    select 3 as code_length
    union all
    select 5 as code_length
    union all
    select 7 as code_length
),

totals as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        sum(amount_yuan) as total_yuan
    from expenditure
    group by unit_id, fiscal_year, phase, scope
),

rolled_up as (
    select
        expenditure.unit_id,
        expenditure.fiscal_year,
        expenditure.phase,
        expenditure.scope,
        expenditure.document_id,
        expenditure.basis,
        expenditure.coverage,
        substr(expenditure.functional_code, 1, digits.code_length) as functional_code,
        sum(expenditure.amount_yuan) as amount_yuan,
        sum(
            case
                when expenditure.spending_nature in ('basic', 'personnel', 'public')
                    then expenditure.amount_yuan
            end
        ) as basic_yuan,
        sum(case when expenditure.spending_nature = 'project' then expenditure.amount_yuan end)
            as project_yuan,
        sum(case when expenditure.spending_nature = 'unsplit' then expenditure.amount_yuan end)
            as unsplit_yuan,
        sum(expenditure.amount_low_yuan) as amount_low_yuan,
        sum(expenditure.amount_high_yuan) as amount_high_yuan,
        max(expenditure.rounding_unit_yuan) as rounding_unit_yuan
    from expenditure
    inner join digits on length(expenditure.functional_code) >= digits.code_length
    group by
        expenditure.unit_id,
        expenditure.fiscal_year,
        expenditure.phase,
        expenditure.scope,
        expenditure.document_id,
        expenditure.basis,
        expenditure.coverage,
        substr(expenditure.functional_code, 1, digits.code_length)
),

final as (
    select
        rolled_up.unit_id,
        rolled_up.fiscal_year,
        rolled_up.phase,
        rolled_up.scope,
        rolled_up.functional_code,
        coalesce(classes.level, printed_classes.level) as level,
        coalesce(classes.name, printed_classes.name) as name,
        {{ money('rolled_up.amount_yuan') }} as amount_yuan,
        {{ money('rolled_up.basic_yuan') }} as basic_yuan,
        {{ money('rolled_up.project_yuan') }} as project_yuan,
        {{ money('rolled_up.unsplit_yuan') }} as unsplit_yuan,
        {{ percent('rolled_up.amount_yuan', 'totals.total_yuan') }} as share_percent,
        rolled_up.basis,
        rolled_up.coverage,
        {{ money('rolled_up.amount_low_yuan') }} as amount_low_yuan,
        {{ money('rolled_up.amount_high_yuan') }} as amount_high_yuan,
        rolled_up.rounding_unit_yuan,
        rolled_up.document_id
    from rolled_up
    inner join totals
        on
            rolled_up.unit_id = totals.unit_id
            and rolled_up.fiscal_year = totals.fiscal_year
            and rolled_up.phase = totals.phase
            and rolled_up.scope = totals.scope
    left join classes
        on
            rolled_up.functional_code = classes.functional_code
            and {{ is_valid_in('classes', 'rolled_up.fiscal_year') }}
    left join printed_classes
        on
            rolled_up.unit_id = printed_classes.unit_id
            and rolled_up.fiscal_year = printed_classes.fiscal_year
            and rolled_up.functional_code = printed_classes.code
)

select * from final
