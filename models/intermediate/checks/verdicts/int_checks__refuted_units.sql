-- The sums that differ by the row of a unit: what is missing, or more, is one of several units,
-- and stands in its own row. A total that is repeated in the row of a unit stands over the same
-- lines as the total of the table, and is refuted with it.
-- Grain: one row per check and reason.
with

trees as (
    select * from {{ ref('int_checks__contested') }}
    where rule_id in ('sum_of_lines', 'repeated_total')
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where amount_yuan <> 0
),

-- the rows of a table that are not in its tree of sums
rows_besides as (
    select
        document_id,
        table_index,
        measure,
        line,
        row_kind,
        {{ interval_low('amount_yuan', 'rounding_unit_yuan') }} as low,
        {{ interval_high('amount_yuan', 'rounding_unit_yuan') }} as high
    from amounts
    where row_kind in ('unit', 'total')
),

missing_rows as (
    select
        trees.document_id,
        trees.check_id
    from trees
    inner join rows_besides
        on
            trees.document_id = rows_besides.document_id
            and trees.table_index = rows_besides.table_index
            and trees.measure = rows_besides.measure
            and trees.line <> rows_besides.line
    where
        rows_besides.row_kind = 'unit'
        and {{ intervals_meet(
            'trees.printed_low - rows_besides.high', 'trees.printed_high - rows_besides.low',
            'trees.expected_low', 'trees.expected_high',
        ) }}
        or rows_besides.row_kind = 'total'
        and {{ intervals_meet(
            'rows_besides.low', 'rows_besides.high',
            'trees.printed_low + trees.expected_low',
            'trees.printed_high + trees.expected_high',
        ) }}
),

refuted as (
    select check_id from missing_rows
    union
    select check_id from {{ ref('int_checks__refuted_sums') }}
),

totals as (
    select distinct
        trees.document_id,
        trees.table_index,
        trees.measure
    from trees
    inner join refuted on trees.check_id = refuted.check_id
    inner join {{ ref('int_checks__figures') }} as figures
        on trees.check_id = figures.check_id and figures.role = 'printed'
    inner join amounts on figures.figure_id = amounts.amount_id
    where amounts.row_kind = 'total'
),

final as (
    select
        document_id,
        check_id,
        'unit_row' as reason
    from missing_rows
    union
    select
        trees.document_id,
        trees.check_id,
        'unit_row' as reason
    from trees
    inner join totals
        on
            trees.document_id = totals.document_id
            and trees.table_index = totals.table_index
            and trees.measure = totals.measure
    where trees.rule_id = 'repeated_total'
)

select * from final
