-- Terms of the year before: what was spent was what came in, too, where the text gives the changes
-- of both. The year before is the amount less the change, on both sides.
-- Grain: one row per change of the whole and figure that takes part.
with

facts as (
    select * from {{ ref('int_checks__stated_facts') }}
    where precision_rank = 1
),

final as (
    select
        sums.sum_id || '_the_year_before' as rule_id,
        'narrative_sum' as check_class, sums.document_id,
        {{ narrow_key(['sums.whole_id']) }} as head_key,
        sums.term_role,
        case facts.metric when 'change' then -1 else 1 end as weight,
        {{ figure_of('facts') }}
    from {{ ref('int_checks__stated_sums') }} as sums
    inner join facts as told on sums.figure_id = told.figure_id
    inner join facts
        on
            told.item_key = facts.item_key
            and (facts.metric = 'amount' or told.figure_id = facts.figure_id)
    where sums.sum_id = 'sources_cover_expenditure' and sums.metric = 'change'
)

select * from final
