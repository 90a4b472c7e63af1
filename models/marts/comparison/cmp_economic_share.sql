-- What part of a unit's expenditure by economic class each class, item and local sub-item is. Most
-- forms print it for basic expenditure alone: total_yuan is what the shares are of, not all that
-- the unit spends. A level contains the next: filter on level before adding up.
-- Grain: one row per unit, fiscal year, phase, scope and economic code.
with

expenditure as (
    select * from {{ ref('fct_economic_expenditure') }}
    where is_current
),

classes as (
    select * from {{ ref('economic_classification') }}
),

-- the unit's own names of codes that the register does not know
printed_classes as (
    select * from {{ ref('int_classes__printed') }}
    where classification = 'economic'
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
        substr(expenditure.economic_code, 1, digits.code_length) as economic_code,
        sum(expenditure.amount_yuan) as amount_yuan,
        min(expenditure.basis) as basis
    from expenditure
    inner join digits on length(expenditure.economic_code) >= digits.code_length
    group by
        expenditure.unit_id,
        expenditure.fiscal_year,
        expenditure.phase,
        expenditure.scope,
        expenditure.document_id,
        substr(expenditure.economic_code, 1, digits.code_length)
),

final as (
    select
        rolled_up.unit_id,
        rolled_up.fiscal_year,
        rolled_up.phase,
        rolled_up.scope,
        rolled_up.economic_code,
        coalesce(classes.level, printed_classes.level) as level,
        coalesce(classes.name, printed_classes.name) as name,
        coalesce(classes.expense_group, printed_classes.expense_group) as expense_group,
        {{ money('rolled_up.amount_yuan') }} as amount_yuan,
        {{ money('totals.total_yuan') }} as total_yuan,
        {{ percent('rolled_up.amount_yuan', 'totals.total_yuan') }} as share_percent,
        rolled_up.basis,
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
            rolled_up.economic_code = classes.economic_code
            and {{ is_valid_in('classes', 'rolled_up.fiscal_year') }}
    left join printed_classes
        on
            rolled_up.unit_id = printed_classes.unit_id
            and rolled_up.fiscal_year = printed_classes.fiscal_year
            and rolled_up.economic_code = printed_classes.code
)

select * from final
