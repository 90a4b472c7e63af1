-- The leaves of a table, side and phase add up to its printed total within the printed precision.
with

amounts as (
    select * from {{ ref('fct_reported_amount') }}
),

totals as (
    select
        document_id,
        table_index,
        side,
        phase,
        max(amount_yuan) as total_yuan,
        max(rounding_unit_yuan) as total_unit_yuan,
        count(distinct amount_yuan) as different_totals
    from amounts
    where line_type = 'total' and measure = 'total' and amount_yuan is not null
    group by document_id, table_index, side, phase
),

leaves as (
    select
        document_id,
        table_index,
        side,
        phase,
        sum(amount_yuan) as leaves_yuan,
        sum(rounding_unit_yuan) as leaves_unit_yuan
    from amounts
    where is_leaf
    group by document_id, table_index, side, phase
)

select
    totals.document_id,
    totals.table_index,
    totals.side,
    totals.phase,
    totals.total_yuan,
    totals.different_totals,
    leaves.leaves_yuan
from totals
left join leaves
    on
        totals.document_id = leaves.document_id
        and totals.table_index = leaves.table_index
        and totals.side = leaves.side
        and totals.phase = leaves.phase
where
    leaves.leaves_yuan is null
    or (
        totals.different_totals = 1
        and not {{ sums_agree(
            'total_yuan', 'total_unit_yuan', 'leaves_yuan', 'leaves_unit_yuan'
        ) }}
    )
