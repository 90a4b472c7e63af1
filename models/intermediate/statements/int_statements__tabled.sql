-- Amounts of the text that a table of their document prints otherwise: the same class, total or
-- three-public category of the same year, phase and scope stands in a table, and nowhere with this
-- amount. A class that stands in several rows of a table is also their sum; a total is that with or
-- without balances. The table stands, and what rests on such a statement makes no fact.
-- Grain: one row per statement.
with

statements as (
    select * from {{ ref('int_statements__named') }}
    where
        source = 'narrative'
        and metric = 'amount'
        and bound = 'exact'
        and amount_yuan is not null
        and item is not null
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where amount_yuan is not null and {{ is_placed('placement') }}
),

lines as (
    select
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        'functional_expenditure' as item_type,
        code as item,
        'expenditure' as side,
        amount_yuan,
        rounding_unit_yuan
    from amounts
    where classification = 'functional' and code is not null and measure = 'total'
    union all
    select
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        'total_measure' as item_type,
        'total' as item,
        side,
        amount_yuan,
        rounding_unit_yuan
    from amounts
    where
        measure = 'total'
        and fact in ('functional_expenditure', 'revenue')
        and (
            row_kind in ('total', 'unit')
            or line_code in ('current_expenditure', 'current_revenue')
        )
    union all
    select
        document_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        'three_public' as item_type,
        three_public_category as item,
        'expenditure' as side,
        amount_yuan,
        rounding_unit_yuan
    from amounts
    where fact = 'three_public' and three_public_category is not null
),

-- each line, and with it the sum of its table's lines of the same
printed as (
    select
        *,
        sum(amount_yuan) over of_item as sum_yuan,
        sum(rounding_unit_yuan) over of_item as sum_unit_yuan
    from lines
    window
        of_item as (
            partition by document_id, table_index, fiscal_year, phase, scope, item_type, item, side
        )
),

final as (
    select
        statements.document_id,
        statements.statement_id
    from statements
    inner join printed
        on
            statements.document_id = printed.document_id
            and statements.fiscal_year = printed.fiscal_year
            and statements.phase = printed.phase
            and statements.fact_scope = printed.scope
            and statements.item_type = printed.item_type
            and statements.item = printed.item
            and statements.side in (printed.side, 'both')
    group by statements.document_id, statements.statement_id
    having
        max(
            case
                when {{ sums_agree(
                    'statements.amount_yuan', 'statements.rounding_unit_yuan',
                    'printed.amount_yuan', 'printed.rounding_unit_yuan',
                ) }} or {{ sums_agree(
                    'statements.amount_yuan', 'statements.rounding_unit_yuan',
                    'printed.sum_yuan', 'printed.sum_unit_yuan',
                ) }} then 1
                else 0
            end
        ) = 0
)

select * from final
