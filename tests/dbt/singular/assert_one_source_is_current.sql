-- What is current never counts twice: of a unit, year, phase and scope one document is current, on
-- one basis, and a document gives a fact of them on one basis only.
with

facts as (
    select
        'functional_expenditure' as fact,
        unit_id,
        fiscal_year,
        phase,
        scope,
        document_id,
        basis,
        is_current
    from {{ ref('fct_functional_expenditure') }}
    union all
    select
        'revenue' as fact,
        unit_id,
        fiscal_year,
        phase,
        scope,
        document_id,
        basis,
        is_current
    from {{ ref('fct_revenue') }}
    union all
    select
        'three_public' as fact,
        unit_id,
        fiscal_year,
        phase,
        scope,
        document_id,
        basis,
        is_current
    from {{ ref('fct_three_public') }}
    union all
    select
        'procurement_' || beneficiary as fact,
        unit_id,
        fiscal_year,
        phase,
        scope,
        document_id,
        basis,
        is_current
    from {{ ref('fct_procurement') }}
    union all
    select
        'unit_total_' || measure as fact,
        unit_id,
        fiscal_year,
        phase,
        scope,
        document_id,
        basis,
        is_current
    from {{ ref('fct_unit_total') }}
)

select
    fact,
    unit_id,
    fiscal_year,
    phase,
    scope,
    'several sources are current' as failure
from facts
where is_current
group by fact, unit_id, fiscal_year, phase, scope
having count(distinct document_id || basis) > 1
union all
select
    fact,
    document_id as unit_id,
    fiscal_year,
    phase,
    scope,
    'one document on several bases' as failure
from facts
group by fact, document_id, fiscal_year, phase, scope
having count(distinct basis) > 1
