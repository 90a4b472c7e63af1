-- The amounts that may tell a total of their table: of rows of totals, units and subtotals, of 三公
-- lines, and of 基本支出 and 项目支出 where they make up the whole.
-- The row of a unit that a department lists tells the unit's totals, and none of the department's.
-- Grain: one row per amount.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

-- summaries whose lines 基本支出 and 项目支出, once each, make up the expenditure; under one class
-- of several they would be parts of it
split_by_nature as (
    select
        document_id,
        table_index,
        fiscal_year,
        phase
    from amounts
    where
        fact = 'functional_expenditure'
        and side = 'expenditure'
        and measure = 'total'
        and line_code in ('basic', 'project', 'current_expenditure', 'total')
        and amount_yuan is not null
    group by document_id, table_index, fiscal_year, phase
    having
        count(*) = count(distinct line_code)
        and {{ sums_agree(
            "coalesce(max(case when line_code = 'current_expenditure' then amount_yuan end),"
            " max(case when line_code = 'total' then amount_yuan end))",
            "max(rounding_unit_yuan)",
            "sum(case when line_code in ('basic', 'project') then amount_yuan end)",
            "sum(case when line_code in ('basic', 'project') then rounding_unit_yuan end)",
        ) }}
),

-- few of all amounts, so that only these are held against the summaries
candidates as (
    select
        *,
        (
            row_kind in ('total', 'unit')
            or (fact = 'three_public' and row_kind = 'line')
            or (row_kind = 'subtotal' and classification = 'economic')
            or line_code in ('current_expenditure', 'current_revenue')
            or (line_code in ('basic', 'project') and fact = 'economic_expenditure')
        ) as is_total
    from amounts
    where
        amount_yuan is not null
        and scope is not null -- a table of no type has none
        and {{ is_placed('placement') }}
        and (
            row_kind in ('total', 'unit', 'subtotal')
            or fact = 'three_public'
            or line_code in ('basic', 'project', 'current_expenditure', 'current_revenue')
        )
        and (
            fact in ('functional_expenditure', 'economic_expenditure', 'revenue', 'three_public')
            or table_type = 'procurement'
            or spending_nature = 'project'
            -- a list of what each unit spends tells nothing of the department but its parts
            or (
                table_type = 'unit_expenditure'
                and row_kind = 'unit'
                and listed_unit_id is not null
            )
        )
),

final as (
    select
        candidates.amount_id,
        candidates.document_id,
        coalesce(
            case when candidates.row_kind = 'unit' then candidates.listed_unit_id end,
            candidates.unit_id
        ) as unit_id,
        candidates.row_kind = 'unit' and candidates.listed_unit_id is not null as is_listed,
        candidates.fiscal_year,
        candidates.phase,
        candidates.scope,
        candidates.table_index,
        candidates.table_type,
        candidates.table_classification,
        candidates.fact,
        candidates.priority,
        candidates.side,
        candidates.line_id,
        candidates.row_no,
        candidates.column_no,
        candidates.row_kind,
        candidates.line_code,
        candidates.measure,
        candidates.spending_nature,
        candidates.fund_source,
        candidates.amount_yuan,
        candidates.rounding_unit_yuan
    from candidates
    left join split_by_nature
        on
            candidates.document_id = split_by_nature.document_id
            and candidates.table_index = split_by_nature.table_index
            and candidates.fiscal_year = split_by_nature.fiscal_year
            and candidates.phase = split_by_nature.phase
            and candidates.side = 'expenditure'
            and candidates.line_code in ('basic', 'project')
    where candidates.is_total or split_by_nature.document_id is not null
)

select * from final
