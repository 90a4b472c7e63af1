-- From source to economic class, for the widest funds that the documents divide by source and
-- class. No flow is apportioned; `basis` says where each comes from, none for a difference:
--   1  source of revenue -> all revenue
--   2  all revenue -> functional class; what is not spent, or not from this revenue, on its own
--   3  functional class -> basic or project expenditure, where the tables tell them apart
--   4  basic expenditure -> economic class, where it adds up to the same basic expenditure
with

revenue as (
    select
        scope,
        revenue_source,
        sum(amount_yuan) as amount_yuan,
        string_agg(distinct basis, ' ' order by basis) as basis,
    from marts.fct_revenue
    where
        unit_id = getvariable('unit_id')
        and fiscal_year = getvariable('fiscal_year')
        and phase = getvariable('phase')
        and is_best_source
    group by all
),

expenditure as (
    select
        scope,
        left(functional_code, 3) as code,
        case
            when spending_nature in ('personnel', 'public') then 'basic'
            else spending_nature
        end as nature,
        sum(amount_yuan) as amount_yuan,
        sum(rounding_unit_yuan) as rounding_unit_yuan,
        string_agg(distinct basis, ' ' order by basis) as basis,
    from marts.fct_functional_expenditure
    where
        unit_id = getvariable('unit_id')
        and fiscal_year = getvariable('fiscal_year')
        and phase = getvariable('phase')
        and is_best_source
    group by all
),

known_scopes as (
    select scope from expenditure
    intersect
    select scope from revenue
),

chosen as (
    select scope
    from known_scopes
    order by list_position(getvariable('scopes'), scope)
    limit 1
),

classes as (
    select expenditure.* from expenditure inner join chosen using (scope)
),

sources as (
    select revenue.* from revenue inner join chosen using (scope)
),

balance as (
    select
        (select sum(amount_yuan) from sources) - (select sum(amount_yuan) from classes)
            as amount_yuan,
),

basic as (
    select sum(amount_yuan) as amount_yuan, sum(rounding_unit_yuan) as rounding_unit_yuan,
    from classes
    where nature = 'basic'
),

economic as (
    select
        scope,
        left(economic_code, 3) as code,
        sum(amount_yuan) as amount_yuan,
        sum(rounding_unit_yuan) as rounding_unit_yuan,
        string_agg(distinct basis, ' ' order by basis) as basis,
    from marts.fct_economic_expenditure
    where
        unit_id = getvariable('unit_id')
        and fiscal_year = getvariable('fiscal_year')
        and phase = getvariable('phase')
        and is_best_source
    group by all
),

economic_totals as (
    select scope, sum(amount_yuan) as amount_yuan, sum(rounding_unit_yuan) as rounding_unit_yuan,
    from economic
    group by scope
),

economic_scope as (
    select economic_totals.scope
    from economic_totals
    cross join basic
    where
        2 * abs(economic_totals.amount_yuan - basic.amount_yuan)
        <= economic_totals.rounding_unit_yuan + basic.rounding_unit_yuan
    order by list_position(getvariable('scopes'), economic_totals.scope)
    limit 1
),

flows as (
    select
        1 as stage, 'revenue_source' as source_kind, revenue_source as source,
        'total' as target_kind, 'revenue' as target, amount_yuan, basis,
    from sources
    union all by name
    select
        1 as stage, 'balance' as source_kind, 'not_received' as source,
        'total' as target_kind, 'revenue' as target, -amount_yuan as amount_yuan,
        null as basis,
    from balance
    where amount_yuan < 0
    union all by name
    select
        2 as stage, 'total' as source_kind, 'revenue' as source,
        'function' as target_kind, code as target, sum(amount_yuan) as amount_yuan,
        string_agg(distinct basis, ' ' order by basis) as basis,
    from classes
    group by all
    union all by name
    select
        2 as stage, 'total' as source_kind, 'revenue' as source,
        'balance' as target_kind, 'not_spent' as target, amount_yuan, null as basis,
    from balance
    where amount_yuan > 0
    union all by name
    select
        3 as stage, 'function' as source_kind, code as source,
        'spending_nature' as target_kind, nature as target, amount_yuan, basis,
    from classes
    where nature <> 'unsplit'
    union all by name
    select
        4 as stage, 'spending_nature' as source_kind, 'basic' as source,
        'economic' as target_kind, code as target, amount_yuan, basis, scope,
    from economic
    inner join economic_scope using (scope)
)

select
    coalesce(flows.scope, (select scope from chosen)) as scope,
    flows.stage as step,
    flows.source_kind,
    flows.source,
    flows.target_kind,
    flows.target,
    coalesce(functions.name, economic_classes.name) as target_name,
    flows.amount_yuan,
    flows.basis
from flows
left join marts.dim_functional_class as functions
    on
        flows.target_kind = 'function'
        and flows.target = functions.functional_code
        and getvariable('fiscal_year') between functions.valid_from_year
        and coalesce(functions.valid_to_year, 9999)
left join marts.dim_economic_class as economic_classes
    on
        flows.target_kind = 'economic'
        and flows.target = economic_classes.economic_code
        and economic_classes.system = 'departmental'
        and getvariable('fiscal_year') between economic_classes.valid_from_year
        and coalesce(economic_classes.valid_to_year, 9999)
where flows.amount_yuan <> 0
order by step, flows.amount_yuan desc, flows.source, flows.target
