-- Budget and final accounts of an item side by side: initial budget, adjusted budget, final, and
-- how much of the budget was carried out, computed and as printed. The rate is of the budget that
-- the printed rate is of, else of the initial one, else of the adjusted one. An implied budget has
-- bounds; the budgets of the projects booked under the item and a sum printed elsewhere in the
-- same document are set beside it, and confirm it where they fall inside. What was budgeted and
-- not spent is kept: where the final accounts print all that makes up their total, what they do
-- not print is zero (final_basis derived). Of a class of which part is known there is no rate.
-- Grain: one row per unit, fiscal year, scope, item type and item of which two phases are known.
with

known_items as (
    select * from {{ ref('cmp_item') }}
),

-- final accounts whose printed items of a type are all of it
whole_finals as (
    select
        unit_id,
        fiscal_year,
        scope,
        item_type,
        max(document_id) as document_id
    from known_items
    where
        phase = 'final'
        and (item_type = 'three_public' or item_type like 'functional%')
    group by unit_id, fiscal_year, scope, item_type
    having
        min(case when coverage = 'complete' and basis in ('table', 'text') then 1 else 0 end) = 1
        and max(case when item like '%unsplit' then 1 else 0 end) = 0
),

unspent as (
    select distinct
        budgets.unit_id,
        budgets.fiscal_year,
        budgets.scope,
        budgets.item_type,
        budgets.item,
        budgets.item_name,
        whole_finals.document_id
    from known_items as budgets
    inner join whole_finals
        on
            budgets.unit_id = whole_finals.unit_id
            and budgets.fiscal_year = whole_finals.fiscal_year
            and budgets.scope = whole_finals.scope
            and budgets.item_type = whole_finals.item_type
    left join known_items as finals
        on
            budgets.unit_id = finals.unit_id
            and budgets.fiscal_year = finals.fiscal_year
            and budgets.scope = finals.scope
            and budgets.item_type = finals.item_type
            and budgets.item = finals.item
            and finals.phase = 'final'
    where
        budgets.phase <> 'final'
        and budgets.item not like '%unsplit'
        and finals.unit_id is null
),

items as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        item_type,
        item,
        item_name,
        amount_yuan,
        amount_low_yuan,
        amount_high_yuan,
        basis,
        coverage,
        document_id
    from known_items
    union all
    select
        unit_id,
        fiscal_year,
        'final' as phase,
        scope,
        item_type,
        item,
        item_name,
        {{ money('0') }} as amount_yuan,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        'derived' as basis,
        'complete' as coverage,
        document_id
    from unspent
),

rates as (
    select * from {{ ref('int_rates__printed') }}
    where metric = 'completion_rate'
),

projects as (
    select * from {{ ref('fct_project') }}
    where is_best_source and phase <> 'final' and functional_code is not null
),

statements as (
    select * from {{ ref('fct_statement') }}
    where
        is_current
        and metric = 'amount'
        and bound = 'exact'
        and reason_unused = 'no_item'
        and amount_yuan > 0
),

phases as (
    select
        unit_id,
        fiscal_year,
        scope,
        item_type,
        item,
        max(item_name) as item_name,
        max(case when phase = 'initial_budget' then amount_yuan end) as initial_yuan,
        max(case when phase = 'initial_budget' then amount_low_yuan end) as initial_low_yuan,
        max(case when phase = 'initial_budget' then amount_high_yuan end) as initial_high_yuan,
        max(case when phase = 'initial_budget' then basis end) as initial_basis,
        max(case when phase = 'initial_budget' then coverage end) as initial_coverage,
        max(case when phase = 'initial_budget' then document_id end) as initial_document_id,
        max(case when phase = 'adjusted_budget' then amount_yuan end) as adjusted_yuan,
        max(case when phase = 'adjusted_budget' then basis end) as adjusted_basis,
        max(case when phase = 'adjusted_budget' then document_id end) as adjusted_document_id,
        max(case when phase = 'final' then amount_yuan end) as final_yuan,
        max(case when phase = 'final' then basis end) as final_basis,
        max(case when phase = 'final' then coverage end) as final_coverage,
        max(case when phase = 'final' then document_id end) as final_document_id
    from items
    group by unit_id, fiscal_year, scope, item_type, item
    having count(distinct phase) > 1
),

rated as (
    select
        phases.*,
        coalesce(
            rates.whole,
            case when phases.initial_yuan is null then 'adjusted_budget' else 'initial_budget' end
        ) as rate_of,
        rates.value as completion_rate_printed
    from phases
    left join rates
        on
            phases.unit_id = rates.unit_id
            and phases.fiscal_year = rates.fiscal_year
            and phases.scope = rates.scope
            and phases.item_type = rates.item_type
            and phases.item = rates.item
            and rates.phase = 'final'
),

project_sums as (
    select
        unit_id,
        fiscal_year,
        functional_code,
        sum(amount_yuan) as projects_yuan
    from projects
    group by unit_id, fiscal_year, functional_code
),

inside as (
    select
        rated.unit_id,
        rated.fiscal_year,
        rated.scope,
        rated.item_type,
        rated.item,
        min(statements.statement_id) as confirming_statement_id,
        min(statements.amount_yuan) as confirming_yuan
    from rated
    inner join statements
        on
            rated.initial_document_id = statements.document_id
            and rated.fiscal_year = statements.fiscal_year
            and rated.initial_low_yuan <= statements.amount_yuan
            and rated.initial_high_yuan >= statements.amount_yuan
    where rated.initial_basis = 'implied'
    group by rated.unit_id, rated.fiscal_year, rated.scope, rated.item_type, rated.item
    having count(distinct statements.amount_yuan) = 1
),

final as (
    select
        rated.unit_id,
        rated.fiscal_year,
        rated.scope,
        rated.item_type,
        rated.item,
        rated.item_name,
        rated.initial_yuan,
        rated.initial_low_yuan,
        rated.initial_high_yuan,
        rated.initial_basis,
        rated.adjusted_yuan,
        rated.adjusted_basis,
        rated.final_yuan,
        rated.final_basis,
        rated.initial_coverage,
        rated.final_coverage,
        rated.rate_of,
        {{ percent(
            known_whole('rated.final_yuan', 'rated.item_type', 'rated.final_coverage'),
            "case rated.rate_of when 'initial_budget' then "
            ~ known_whole('rated.initial_yuan', 'rated.item_type', 'rated.initial_coverage')
            ~ " else rated.adjusted_yuan end",
        ) }} as completion_rate_computed,
        rated.completion_rate_printed,
        {{ money('project_sums.projects_yuan') }} as projects_budget_yuan,
        inside.confirming_yuan,
        inside.confirming_statement_id,
        case
            when rated.initial_basis = 'implied'
                then
                    coalesce(
                        inside.confirming_statement_id is not null
                        or (
                            project_sums.projects_yuan >= rated.initial_low_yuan
                            and project_sums.projects_yuan <= rated.initial_high_yuan
                        ),
                        false
                    )
        end as is_confirmed,
        rated.initial_document_id,
        rated.adjusted_document_id,
        rated.final_document_id
    from rated
    left join project_sums
        on
            rated.unit_id = project_sums.unit_id
            and rated.fiscal_year = project_sums.fiscal_year
            and rated.item = project_sums.functional_code
            and rated.item_type = 'functional_item'
    left join inside
        on
            rated.unit_id = inside.unit_id
            and rated.fiscal_year = inside.fiscal_year
            and rated.scope = inside.scope
            and rated.item_type = inside.item_type
            and rated.item = inside.item
)

select * from final
