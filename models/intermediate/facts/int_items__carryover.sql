-- What a budget spends of money carried over from the year before, by item, as tables print it in
-- columns beside the money of the year: by functional code, added up from the finest that a table
-- prints to sections and classes, and of the projects together (item project). Where several tables
-- tell it, the most that one tells. What stands under a unit that the document's department lists
-- is part of the department's lines.
-- Grain: one row per document, fiscal year, phase, scope and item.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

balances as (
    select revenue_source from {{ ref('revenue_roles') }}
    where role = 'balance' and {{ is_prefix("'carryover'", 'revenue_source') }}
),

-- a column of all that was carried over, or columns by fund that make it
lines as (
    select
        amounts.document_id,
        amounts.unit_id,
        amounts.fiscal_year,
        amounts.phase,
        amounts.scope,
        amounts.table_index,
        amounts.line_id,
        coalesce(amounts.code, 'project') as item,
        coalesce(
            max(case when amounts.revenue_source = 'carryover' then amounts.amount_yuan end),
            sum(amounts.amount_yuan)
        ) as amount_yuan
    from amounts
    inner join balances on amounts.revenue_source = balances.revenue_source
    where
        amounts.phase <> 'final'
        and amounts.listed_unit_id is null
        and amounts.amount_yuan is not null
        and {{ is_placed('amounts.placement') }}
        and (
            (amounts.classification = 'functional' and amounts.code is not null)
            or (amounts.table_type = 'project_expenditure' and amounts.row_kind = 'total')
        )
    group by
        amounts.document_id, amounts.unit_id, amounts.fiscal_year, amounts.phase, amounts.scope,
        amounts.table_index, amounts.line_id,
        coalesce(amounts.code, 'project')
),

tabled as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        table_index,
        item,
        sum(amount_yuan) as amount_yuan
    from lines
    group by document_id, unit_id, fiscal_year, phase, scope, table_index, item
),

finest as (
    select tabled.*
    from tabled
    left join tabled as finer
        on
            tabled.document_id = finer.document_id
            and tabled.fiscal_year = finer.fiscal_year
            and tabled.phase = finer.phase
            and tabled.scope = finer.scope
            and tabled.table_index = finer.table_index
            and {{ is_prefix('tabled.item', 'finer.item') }}
            and tabled.item <> finer.item
    where finer.item is null
),

digits as (
    select 3 as code_length
    union all
    select 5 as code_length
    union all
    select 7 as code_length
),

rolled_up as (
    select
        finest.document_id,
        finest.unit_id,
        finest.fiscal_year,
        finest.phase,
        finest.scope,
        finest.table_index,
        case
            when finest.item = 'project' then finest.item
            else substr(finest.item, 1, digits.code_length)
        end as item,
        sum(finest.amount_yuan) as amount_yuan
    from finest
    inner join digits
        on
            length(finest.item) >= digits.code_length
            and (finest.item <> 'project' or digits.code_length = 3)
    group by
        finest.document_id, finest.unit_id, finest.fiscal_year, finest.phase, finest.scope,
        finest.table_index,
        case
            when finest.item = 'project' then finest.item
            else substr(finest.item, 1, digits.code_length)
        end
),

final as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item,
        {{ money('max(amount_yuan)') }} as amount_yuan
    from rolled_up
    group by document_id, unit_id, fiscal_year, phase, scope, item
)

select * from final
