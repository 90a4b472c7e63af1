-- What does each unit spend per head of those that its document counts: staff, cardholders,
-- insured? Counts as stated in the text, each with its place; what is stated twice is shown once.
with

heads as (
    select
        unit_id,
        fiscal_year,
        phase,
        subject,
        value * case when unit like '万%' then 10000 else 1 end as heads,
        min(page) as page,
        min(line) as line
    from {{ ref('fct_statement') }}
    where
        metric = 'count'
        and (subject like '%人数%' or subject like '%在职%')
        and value > 0
    group by unit_id, fiscal_year, phase, subject, value, unit
),

spent as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        sum(amount_yuan) as amount_yuan
    from {{ ref('tidy_expenditure') }}
    group by unit_id, fiscal_year, phase, scope
)

select
    heads.unit_id,
    heads.fiscal_year,
    heads.phase,
    spent.scope,
    heads.subject,
    cast(heads.heads as bigint) as heads,
    spent.amount_yuan,
    round(spent.amount_yuan / heads.heads, 2) as yuan_per_head,
    heads.page,
    heads.line
from heads
inner join spent
    on
        heads.unit_id = spent.unit_id
        and heads.fiscal_year = spent.fiscal_year
        and heads.phase = spent.phase
order by heads.unit_id asc, heads.fiscal_year asc, heads.heads desc, heads.line asc
