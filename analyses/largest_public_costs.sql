-- What are the largest running costs (公用经费) of each unit, by economic item (款)?
with

shares as (
    select * from {{ ref('cmp_economic_share') }}
    where level = 'item' and expense_group = 'public'
),

ranked as (
    select
        *,
        row_number() over (
            partition by unit_id, fiscal_year, phase
            order by amount_yuan desc, economic_code asc
        ) as place
    from shares
)

select
    unit_id,
    fiscal_year,
    phase,
    place,
    economic_code,
    name,
    amount_yuan,
    round(share_percent, 2) as share_percent
from ranked
where place <= 3
order by unit_id asc, fiscal_year asc, place asc
