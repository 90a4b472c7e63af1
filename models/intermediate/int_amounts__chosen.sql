-- The leaf amounts that make the additive facts: for each document, fact, phase and scope those of
-- one table, the finest that the document has. Closing lines (surplus distribution, balance carried
-- on) close a form and are no expenditure.
-- Grain: one row per leaf amount of a chosen table.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

leaves as (
    select * from {{ ref('int_amounts__leaves') }}
),

candidates as (
    select
        amounts.*,
        dense_rank() over (
            partition by amounts.document_id, amounts.fact, amounts.phase, amounts.scope
            order by amounts.priority, amounts.table_index
        ) as choice
    from amounts
    inner join leaves on amounts.amount_id = leaves.amount_id
    where
        leaves.is_leaf
        and amounts.fact is not null
        and coalesce(amounts.line_role, 'item') <> 'closing'
),

final as (
    select
        amount_id,
        fact,
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        is_current,
        table_index,
        table_type,
        code,
        spending_nature,
        fund_source,
        case
            when table_classification <> 'summary' then revenue_source
            when row_kind = 'total' then 'unsplit'
            else coalesce(line_code, 'unmapped')
        end as revenue_source,
        expense_group,
        three_public_category,
        amount_yuan,
        rounding_unit_yuan,
        placement
    from candidates
    where choice = 1
)

select * from final
