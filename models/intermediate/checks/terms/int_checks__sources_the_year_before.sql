-- Terms of the year before: what was spent was what came in, too, where the text gives the changes
-- of both. The year before is the amount less the change, on both sides.
-- Grain: one row per change of the whole and figure that takes part.
with

facts as (
    select * from {{ ref('int_checks__stated_facts') }}
    where precision_rank = 1
),

changes as (
    select
        document_id,
        sum_id,
        whole_id,
        part_id as figure_id,
        'part' as term_role
    from {{ ref('int_checks__stated_sums') }}
    where sum_id = 'sources_cover_expenditure' and metric = 'change'
    union
    select
        document_id,
        sum_id,
        whole_id,
        whole_id as figure_id,
        'printed' as term_role
    from {{ ref('int_checks__stated_sums') }}
    where sum_id = 'sources_cover_expenditure' and metric = 'change'
),

final as (
    select
        changes.sum_id || '_the_year_before' as rule_id,
        'narrative_sum' as check_class,
        changes.document_id,
        {{ narrow_key(['changes.whole_id']) }} as head_key,
        changes.term_role,
        case facts.metric when 'change' then -1 else 1 end as weight,
        {{ figure_of('facts') }}
    from changes
    inner join facts as told on changes.figure_id = told.figure_id
    inner join facts
        on
            told.item_key = facts.item_key
            and (facts.metric = 'amount' or told.figure_id = facts.figure_id)
)

select * from final
