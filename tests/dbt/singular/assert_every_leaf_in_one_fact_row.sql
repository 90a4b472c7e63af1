-- Every leaf of a chosen table is evidence of exactly one row of its fact and unit, every fact row
-- adds up to its evidence, and no scope and phase that some table tells of is left without a fact.
with

facts as (
    select
        'functional_expenditure' as fact,
        functional_expenditure_id as fact_id,
        document_id,
        unit_id,
        phase,
        scope,
        amount_yuan,
        evidence_amount_ids
    from {{ ref('fct_functional_expenditure') }}
    union all
    select
        'economic_expenditure' as fact,
        economic_expenditure_id as fact_id,
        document_id,
        unit_id,
        phase,
        scope,
        amount_yuan,
        evidence_amount_ids
    from {{ ref('fct_economic_expenditure') }}
    union all
    select
        'revenue' as fact,
        revenue_id as fact_id,
        document_id,
        unit_id,
        phase,
        scope,
        amount_yuan,
        evidence_amount_ids
    from {{ ref('fct_revenue') }}
    union all
    select
        'three_public' as fact,
        three_public_id as fact_id,
        document_id,
        unit_id,
        phase,
        scope,
        amount_yuan,
        evidence_amount_ids
    from {{ ref('fct_three_public') }}
    union all
    select
        listed_item_type as fact,
        listed_unit_row_id as fact_id,
        document_id,
        unit_id,
        phase,
        scope,
        amount_yuan,
        evidence_amount_ids
    from {{ ref('fct_listed_unit') }}
    where listed_item_type <> 'unit_total'
),

leaves as (
    select * from {{ ref('int_amounts__chosen') }}
),

matched as (
    select
        leaves.fact,
        leaves.document_id,
        leaves.unit_id,
        leaves.amount_id,
        leaves.amount_yuan,
        facts.fact_id,
        facts.amount_yuan as fact_yuan
    from leaves
    left join facts
        on
            leaves.fact = facts.fact
            and leaves.document_id = facts.document_id
            and leaves.unit_id = facts.unit_id
            and leaves.phase = facts.phase
            and leaves.scope = facts.scope
            and instr(facts.evidence_amount_ids, leaves.amount_id) > 0
),

-- a leaf of a table that should feed a fact, and no table of its scope and phase does
lost as (
    select
        amounts.fact,
        amounts.document_id,
        amounts.amount_id
    from {{ ref('int_amounts__classified') }} as amounts
    inner join {{ ref('int_amounts__leaves') }} as amount_leaves
        on amounts.amount_id = amount_leaves.amount_id
    left join facts
        on
            amounts.fact = facts.fact
            and amounts.document_id = facts.document_id
            and amounts.unit_id = facts.unit_id
            and amounts.phase = facts.phase
            and amounts.scope = facts.scope
    where
        amount_leaves.is_leaf
        and amounts.fact is not null
        and facts.fact_id is null
        and coalesce(amounts.line_role, 'item') <> 'closing'
)

select
    'fct_' || fact as model_name,
    document_id,
    amount_id as id,
    'in ' || cast(count(fact_id) as {{ dbt.type_string() }}) || ' fact rows' as failure
from matched
group by fact, document_id, unit_id, amount_id
having count(fact_id) <> 1
union all
select
    'fct_' || fact as model_name,
    document_id,
    fact_id as id,
    'differs from its evidence' as failure
from matched
where fact_id is not null
group by fact, document_id, unit_id, fact_id
having min(fact_yuan) <> sum(amount_yuan)
union all
select
    'fct_' || fact as model_name,
    document_id,
    amount_id as id,
    'in no fact' as failure
from lost
