-- The probable cause of a difference, where a rule (seed explanations) finds one; several may, and
-- the seed says which is taken. What no rule explains stays unexplained. Beside it the figure that
-- the evidence picks.
-- Grain: one row per check that differs and is explained or has a suspect.
with

suspects as (select * from {{ ref('int_checks__suspects') }}),

unioned as (
    select document_id, check_id, explanation from {{ ref('int_checks__causes_in_values') }}
    union all
    select document_id, check_id, explanation from {{ ref('int_checks__causes_in_tables') }}
    union all
    select document_id, check_id, 'one_figure' as explanation from suspects
    where mended > 1
),

ranked as (
    select
        unioned.*,
        row_number() over (
            partition by unioned.check_id
            order by explanations.priority, unioned.explanation
        ) as choice
    from unioned
    inner join {{ ref('explanations') }} as explanations
        on unioned.explanation = explanations.explanation
),

causes as (
    select * from ranked
    where choice = 1
),

final as (
    select
        coalesce(causes.document_id, suspects.document_id) as document_id,
        coalesce(causes.check_id, suspects.check_id) as check_id,
        causes.explanation, suspects.suspect_figure_id, suspects.suggested_value
    from causes
    full outer join suspects on causes.check_id = suspects.check_id
)

select * from final
