-- What does each unit spend on informatization? Under the item 信息化建设 alone, and beside it by
-- nature of spending over the whole section, since units book the same running costs under
-- different items: basic_booked_under says where. Only sources that split by nature, the widest
-- funds.
with

informatization as (
    select * from {{ ref('cmp_informatization') }}
    where is_harmonised
),

widest as (
    select
        *,
        row_number() over (
            partition by unit_id, fiscal_year, phase
            order by case scope when 'all_funds' then 1 else 2 end, scope asc
        ) as width
    from informatization
)

select
    unit_id,
    fiscal_year,
    phase,
    scope,
    item_yuan,
    item_basic_yuan,
    basic_booked_under,
    section_basic_yuan,
    section_project_yuan
from widest
where width = 1
order by section_project_yuan desc nulls last, unit_id asc
