-- What an evaluation says of a budget's execution, in the text and in the heads of performance
-- tables: the budget, what was spent, the rate and the score, in one row. A budget that the text
-- does not give is what was spent less the change from that budget, which it may give.
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

beyond as (
    select
        rates.figure_id as rate_id, spent.figure_id as spent_id,
        min(changes.figure_id) as change_id,
        {{ quantity('min(spent.value - changes.value)') }} as value,
        {{ quantity('min(spent.low - changes.high)') }} as low,
        {{ quantity('min(spent.high - changes.low)') }} as high
    from stated as rates
    inner join stated as spent on rates.base_statement_id = spent.figure_id
    inner join stated as changes
        on
            spent.figure_id = changes.base_statement_id
            and rates.whole = changes.compared_phase
            and rates.fiscal_year = changes.compared_year
    where
        rates.metric = 'completion_rate'
        and changes.metric = 'change' and changes.value_unit = 'yuan'
    group by rates.figure_id, spent.figure_id
    having count(*) = 1
),

final as (
    select
        unioned.document_id, unioned.rate_id, unioned.spent_id,
        coalesce(unioned.budget_id, beyond.change_id) as budget_id,
        {{ columns_of('rates', [
            'source', 'project_name', 'project_name_folded', 'subject', 'item', 'code', 'phase',
            'whole', 'line',
        ]) }},
        rates.value as rate, rates.step as rate_step, rates.low as rate_low,
        rates.high as rate_high,
        {% for name, end in {'value': '', 'low': '_low', 'high': '_high'}.items() -%}
            coalesce(budgets.{{ name }}, beyond.{{ name }}) as budget{{ end }},
        {% endfor -%}
        spent.value as spent, spent.low as spent_low, spent.high as spent_high
    from unioned
    inner join stated as rates on unioned.rate_id = rates.figure_id
    left join stated as budgets on unioned.budget_id = budgets.figure_id
    left join stated as spent on unioned.spent_id = spent.figure_id
    left join beyond
        on
            {{ same('unioned', 'beyond', ['rate_id', 'spent_id']) }}
            and unioned.budget_id is null
)

select * from final
