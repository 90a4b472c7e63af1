-- Terms of the sums inside the text, of amounts (text_tree and the sums of seed narrative_parts)
-- and of changes against the year before (_of_changes).
-- Grain: one row per sum, whole and figure that takes part.
with

sides as (
    select
        *,
        part_id as figure_id,
        'part' as term_role
    from {{ ref('int_checks__stated_sums') }}
    union all
    select distinct
        document_id,
        sum_id,
        metric,
        whole_id,
        '' as part_id,
        whole_id as figure_id,
        'printed' as term_role
    from {{ ref('int_checks__stated_sums') }}
),

final as (
    select
        sides.sum_id || case sides.metric when 'change' then '_of_changes' else '' end as rule_id,
        'narrative_sum' as check_class,
        sides.document_id,
        {{ narrow_key(['sides.whole_id']) }} as head_key,
        sides.term_role,
        sides.figure_id,
        {{ columns_of('facts', ['value', 'low', 'high']) }}
    from sides
    inner join {{ ref('int_checks__stated_facts') }} as facts on sides.figure_id = facts.figure_id
)

select * from final
