-- What part of its expenditure does each unit spend on staff? Like with like: personnel cost and
-- the expenditure of the same funds, the widest in which both are known, from a table or the text.
with

totals as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        max(case when measure = 'personnel' then amount_yuan end) as personnel_yuan,
        max(case when measure = 'personnel' then basis end) as basis,
        max(case when measure = 'current_expenditure' then amount_yuan end) as total_yuan
    from {{ ref('fct_unit_total') }}
    where is_best_source and measure in ('personnel', 'current_expenditure')
    group by unit_id, fiscal_year, phase, scope
),

widest as (
    select
        totals.*,
        row_number() over (
            partition by totals.unit_id, totals.fiscal_year, totals.phase
            order by scopes.sort asc
        ) as width
    from totals
    inner join {{ ref('dim_code') }} as scopes
        on
            totals.scope = scopes.code
            and scopes.vocabulary = 'scope'
    where totals.personnel_yuan is not null and totals.total_yuan > 0
)

select
    unit_id,
    fiscal_year,
    phase,
    scope,
    cast(personnel_yuan * 0.0001 as decimal(20, 2)) as personnel_wan,
    cast(total_yuan * 0.0001 as decimal(20, 2)) as total_wan,
    round(100 * personnel_yuan / total_yuan, 2) as personnel_percent,
    basis
from widest
where width = 1
order by personnel_percent desc
