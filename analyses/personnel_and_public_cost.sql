-- What part of its basic expenditure does each unit spend on staff, and what does running it cost?
-- General public budget, the newest year of each unit and phase.
with

unit_years as (
    select
        *,
        row_number() over (partition by unit_id, phase order by fiscal_year desc) as recency
    from {{ ref('cmp_unit_year') }}
    where personnel_scope = public_scope
)

select
    unit_id,
    fiscal_year,
    phase,
    personnel_yuan,
    public_yuan,
    round(100 * personnel_yuan / (personnel_yuan + public_yuan), 2) as personnel_percent,
    personnel_basis as basis
from unit_years
where recency = 1
order by personnel_percent desc
