-- Terms of the total score over those of the indicators and of execution. A score that is not
-- printed is what the total lacks: with one blank, the blank is what is printed and the rest of
-- the total what it should be.
-- Grain: one row per total and figure that takes part.
with

scores as (select * from {{ ref('int_checks__scores') }}),

indicators as (
    select
        indicator_id as figure_id, document_id, project_name, line, level_3,
        {{ quantity('score') }} as value,
        {{ interval_low('score', '0.01') }} as low,
        {{ interval_high('score', '0.01') }} as high
    from {{ ref('stg_raw__indicators') }}
),

totals as (
    select
        scores.*,
        blanks.figure_id is not null as has_blank,
        coalesce(blanks.level_3, scores.project_name) as label,
        coalesce(blanks.line, scores.line) as place_line
    from scores
    left join indicators as blanks
        on
            {{ same('scores', 'blanks', ['document_id', 'project_name']) }}
            and blanks.value is null
            and scores.blanks = 1
    where scores.is_total and scores.blanks <= 1
),

printed as (
    select document_id, project_name, figure_id, value, low, high from indicators
    where value is not null
    union all
    select document_id, project_name, figure_id, value, low, high from scores
    where not is_total
),

sides as (
    select
        totals.figure_id as head_id,
        case when totals.has_blank then -1 else 1 end as weight,
        'part' as term_role,
        {{ figure_of('printed') }}
    from totals
    inner join printed on {{ same('totals', 'printed', ['document_id', 'project_name']) }}
    union all
    select
        figure_id as head_id, 1 as weight,
        case when has_blank then 'part' else 'printed' end as term_role,
        figure_id, value, low, high
    from totals
),

final as (
    select
        'total_score' as rule_id,
        case when totals.has_blank then 'missing_amount' else 'narrative_sum' end as check_class,
        totals.document_id,
        {{ narrow_key(['sides.head_id']) }} as head_key,
        sides.head_id as place_key,
        totals.table_index, totals.label, totals.metric as measure, totals.place_line as line,
        sides.weight, sides.term_role, {{ figure_of('sides') }}
    from sides
    inner join totals on sides.head_id = totals.figure_id
)

select * from final
