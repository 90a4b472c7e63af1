-- The leaves of what adds up in a table (a side, phase and year, and one way to classify) add up to
-- its printed total within the printed precision, or to the sum of the year under a total that has
-- a balance more which the form does not print.
with

amounts as (
    select
        amounts.*,
        leaves.line_type,
        leaves.is_leaf
    from {{ ref('int_amounts__classified') }} as amounts
    inner join {{ ref('int_amounts__leaves') }} as leaves on amounts.amount_id = leaves.amount_id
),

totals as (
    select
        document_id,
        group_id,
        table_index,
        max(amount_yuan) as total_yuan,
        max(rounding_unit_yuan) as total_unit_yuan,
        count(distinct amount_yuan) as different_totals
    from amounts
    where
        line_type = 'total' and measure = 'total' and amount_yuan is not null
        and placement <> 'ambiguous'
    group by document_id, group_id, table_index
),

years as (
    select
        group_id,
        max(amount_yuan) as year_yuan,
        max(rounding_unit_yuan) as year_unit_yuan
    from amounts
    where line_role = 'subtotal' and line_code like 'current_%' and measure = 'total'
    group by group_id
),

leaves as (
    select
        document_id,
        group_id,
        sum(amount_yuan) as leaves_yuan,
        sum(rounding_unit_yuan) as leaves_unit_yuan
    from amounts
    where is_leaf
    group by document_id, group_id
)

select
    totals.document_id,
    totals.table_index,
    totals.total_yuan,
    totals.different_totals,
    leaves.leaves_yuan
from totals
left join leaves on totals.group_id = leaves.group_id
left join years on totals.group_id = years.group_id and totals.total_yuan > years.year_yuan
where
    leaves.leaves_yuan is null
    or (
        totals.different_totals = 1
        and not {{ sums_agree(
            'total_yuan', 'total_unit_yuan', 'leaves_yuan', 'leaves_unit_yuan'
        ) }}
        and not coalesce({{ sums_agree(
            'year_yuan', 'year_unit_yuan', 'leaves_yuan', 'leaves_unit_yuan'
        ) }}, false)
    )
