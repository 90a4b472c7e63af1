-- The linear checks, evaluated: what is printed against the sum of the parts, with the tolerance
-- that the printed precision of all of them implies. A blank is an exact nothing.
-- Grain: one row per check.
{{ config(materialized='table') }}

with

terms as (
    select * from {{ ref('int_checks__terms') }}
),

sums as (
    select
        check_id,
        rule_id,
        check_class,
        document_id,
        min(place_key) as place_key,
        min(table_index) as table_index,
        min(phase) as phase,
        min(code) as code,
        min(label) as label,
        min(measure) as measure,
        min(line) as line,
        min(value_unit) as value_unit,
        {{ quantity("sum(case when term_role = 'printed' then weight * value else 0 end)") }}
            as printed_value,
        {{ quantity(
            "sum(case when term_role = 'printed' then " ~ weighted_low('weight', 'low', 'high')
            ~ " else 0 end)"
        ) }} as printed_low,
        {{ quantity(
            "sum(case when term_role = 'printed' then " ~ weighted_high('weight', 'low', 'high')
            ~ " else 0 end)"
        ) }} as printed_high,
        {{ quantity("sum(case when term_role = 'part' then weight * value else 0 end)") }}
            as expected_value,
        {{ quantity(
            "sum(case when term_role = 'part' then " ~ weighted_low('weight', 'low', 'high')
            ~ " else 0 end)"
        ) }} as expected_low,
        {{ quantity(
            "sum(case when term_role = 'part' then " ~ weighted_high('weight', 'low', 'high')
            ~ " else 0 end)"
        ) }} as expected_high,
        sum(case when term_role = 'printed' then 1 else 0 end) as printed_figures,
        sum(case when term_role = 'part' then 1 else 0 end) as expected_figures,
        {{ joined_text('figure_id') }} as evidence_figure_ids
    from terms
    group by check_id, rule_id, check_class, document_id
),

final as (
    select
        *,
        {{ sum_status(
            'printed_value', 'printed_low', 'printed_high',
            'expected_value', 'expected_low', 'expected_high'
        ) }} as status
    from sums
)

select * from final
