-- What an evaluation says of a budget's execution, in the text and in the heads of performance
-- tables: the budget, what was spent, the rate and the score, in one row.
-- Grain: one row per rate with its two amounts (source narrative or performance).
with

stated as (select * from {{ ref('int_checks__stated') }}),

-- a table of performance gives the four under one project and one label of what is executed
heads as (
    select
        rates.document_id, rates.figure_id as rate_id,
        min(case when amounts.phase <> 'final' then amounts.figure_id end) as budget_id,
        min(case when amounts.phase = 'final' then amounts.figure_id end) as spent_id
    from stated as rates
    inner join stated as amounts
        on {{ same('rates', 'amounts', ['document_id', 'project_name', 'heading', 'line']) }}
    where
        rates.source = 'performance' and rates.metric = 'completion_rate'
        and amounts.source = 'performance' and amounts.metric = 'amount'
    group by rates.document_id, rates.figure_id
),

-- what the sentence itself does not say was spent, another may
told as (
    select
        stated.document_id, stated.figure_id as rate_id, stated.whole_statement_id as budget_id,
        coalesce(stated.base_statement_id, linked.base_statement_id) as spent_id
    from stated
    left join {{ ref('int_statements__linked') }} as linked
        on stated.figure_id = linked.statement_id
    where stated.source = 'narrative' and stated.metric = 'completion_rate'
),

unioned as (
    select * from heads
    union all
    select * from told
),

final as (
    select
        {{ columns_of('unioned', ['document_id', 'rate_id', 'budget_id', 'spent_id']) }},
        {{ columns_of('rates', [
            'source', 'project_name', 'project_name_folded', 'subject', 'item', 'code', 'phase',
            'whole', 'line',
        ]) }},
        rates.value as rate, rates.step as rate_step, rates.low as rate_low,
        rates.high as rate_high, budgets.value as budget, budgets.low as budget_low,
        budgets.high as budget_high, spent.value as spent, spent.low as spent_low,
        spent.high as spent_high
    from unioned
    inner join stated as rates on unioned.rate_id = rates.figure_id
    left join stated as budgets on unioned.budget_id = budgets.figure_id
    left join stated as spent on unioned.spent_id = spent.figure_id
)

select * from final
