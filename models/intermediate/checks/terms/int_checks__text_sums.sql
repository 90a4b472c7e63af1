-- Terms of the sums inside the text, of amounts (text_tree and the sums of seed narrative_parts)
-- and of changes against the year before (_of_changes).
-- Grain: one row per sum, whole and figure that takes part.
with

final as (
    select
        sums.sum_id || case sums.metric when 'change' then '_of_changes' else '' end as rule_id,
        'narrative_sum' as check_class, sums.document_id,
        {{ narrow_key(['sums.whole_id']) }} as head_key,
        sums.term_role,
        {{ figure_of('facts') }}
    from {{ ref('int_checks__stated_sums') }} as sums
    inner join {{ ref('int_checks__stated_facts') }} as facts on sums.figure_id = facts.figure_id
)

select * from final
