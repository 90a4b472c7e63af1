-- What the narrative states, each thing once: statements of the same thing are duplicates, whose
-- intervals are intersected (XBRL Calculations 1.1); the most precise of them speaks for all. The
-- forest is the tree of sums that a thing stands in; funds stand under the appropriations.
-- Grain: one row per document, year, phase, scope, thing (type, item, side) and metric.
with

stated as (
    select
        *,
        tree_path as sum_path
    from {{ ref('int_checks__stated') }}
    where
        source = 'narrative'
        and metric in ('amount', 'change')
        and value_unit = 'yuan'
        and item is not null
        and item_type not in ('asset', 'score', 'whole_unit')
        and fiscal_year is not null
        and phase is not null
),

ranked as (
    select
        *,
        max(low) over same_thing as highest_low,
        min(high) over same_thing as lowest_high,
        row_number() over (
            partition by
                document_id, fiscal_year, phase, scope, item_type, item, side, metric,
                compared_year, compared_phase
            order by step, statement_no
        ) as precision_rank
    from stated
    window same_thing as (
        partition by
            document_id, fiscal_year, phase, scope, item_type, item, side, metric,
            compared_year, compared_phase
    )
),

final as (
    select
        figure_id,
        document_id,
        document_year,
        document_stage,
        statement_no,
        fiscal_year,
        phase,
        coalesce(scope, 'unsaid') as scope,
        metric,
        compared_year,
        compared_phase,
        item_type,
        item,
        side,
        code,
        subject,
        line,
        case
            when item_type in ('three_public', 'procurement') then item_type
            else side
        end as forest,
        sum_path,
        precision_rank,
        value,
        case when highest_low <= lowest_high then highest_low else low end as low,
        case when highest_low <= lowest_high then lowest_high else high end as high,
        low as own_low,
        high as own_high
    from ranked
)

select * from final
