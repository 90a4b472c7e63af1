-- Terms of the budgets that completion rates imply: they add up as the amounts do that they are of,
-- where every part of the sum has one.
-- Grain: one row per whole and implied budget.
with

implied as (
    select
        facts.figure_id as fact_id, years.evidence_statement_ids as figure_id,
        {{ quantity('years.amount_yuan') }} as value,
        {{ quantity('years.low_yuan') }} as low,
        {{ quantity('years.high_yuan') }} as high
    from {{ ref('int_years__derived') }} as years
    inner join {{ ref('int_checks__stated_facts') }} as facts
        on
            {{ same('years', 'facts', [
                'document_id', 'item_type', 'item', 'scope', 'fiscal_year',
            ]) }}
            and facts.metric = 'amount'
            and facts.phase = 'final'
            and facts.precision_rank = 1
    where years.basis = 'implied' and years.side = 'expenditure'
),

sides as (
    select
        sums.document_id,
        {{ narrow_key(['sums.whole_id']) }} as head_key,
        sums.term_role,
        {{ figure_of('implied') }},
        count(*) over (partition by sums.whole_id) as figures,
        count(implied.fact_id) over (partition by sums.whole_id) as budgets
    from {{ ref('int_checks__stated_sums') }} as sums
    left join implied on sums.figure_id = implied.fact_id
    where sums.sum_id = 'text_tree'
),

final as (
    select
        'implied_tree' as rule_id, 'narrative_sum' as check_class,
        document_id, head_key, term_role, figure_id, value, low, high
    from sides
    where figures = budgets
)

select * from final
