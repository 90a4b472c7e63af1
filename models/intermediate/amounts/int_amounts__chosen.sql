-- The leaf amounts that make the additive facts: for each document, fact, phase and scope those of
-- one table, the finest that the document has. Closing lines (surplus distribution, balance carried
-- on) close a form and are no expenditure. A fact carries what is printed, unless a steward's
-- correction says that it carries the corrected value.
-- Grain: one row per leaf amount of a chosen table.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

leaves as (
    select * from {{ ref('int_amounts__leaves') }}
),

corrected as (
    select * from {{ ref('int_amounts__corrected') }}
    where carried_yuan is not null
),

candidates as (
    select
        amounts.*,
        dense_rank() over (
            partition by
                amounts.document_id, amounts.fact, amounts.fiscal_year, amounts.phase,
                amounts.scope
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
        candidates.amount_id,
        candidates.fact,
        candidates.document_id,
        candidates.unit_id,
        candidates.fiscal_year,
        candidates.phase,
        candidates.scope,
        candidates.is_current,
        candidates.year_printed,
        candidates.table_index,
        candidates.table_type,
        candidates.code,
        candidates.spending_nature,
        candidates.fund_source,
        case
            when candidates.table_classification <> 'summary' then candidates.revenue_source
            when candidates.row_kind = 'total' then 'unsplit'
            else coalesce(candidates.line_code, 'unmapped')
        end as revenue_source,
        candidates.expense_group,
        candidates.three_public_category,
        coalesce(corrected.carried_yuan, candidates.amount_yuan) as amount_yuan,
        candidates.rounding_unit_yuan,
        candidates.placement
    from candidates
    left join corrected on candidates.amount_id = corrected.amount_id
    where candidates.choice = 1
)

select * from final
