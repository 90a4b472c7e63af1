-- The linear checks, judged as their figures are placed: what is printed against the sum of the
-- parts, with the tolerance that the printed precision of all of them implies. A blank is an exact
-- nothing.
-- Grain: one row per check.
with

terms as (
    select * from {{ ref('int_checks__terms') }}
),

-- most weigh one; what is weighed otherwise is a quantity as all are, so that no sum of more
-- decimals has to be brought back to six
weighed as (
    select
        *,
        {{ weighted('weight', 'value', 'value') }} as weighed_value,
        {{ weighted('weight', 'low', 'high') }} as weighed_low,
        {{ weighted('weight', 'high', 'low') }} as weighed_high
    from terms
),

sums as (
    select
        check_id,
        rule_id,
        check_class,
        document_id,
        -- of shares the place is the whole that they are of; nothing else is asked for its place
        min(case when rule_id = 'shares_of_whole' then place_key end) as place_key,
        min(table_index) as table_index,
        min(phase) as phase,
        min(code) as code,
        min(label) as label,
        min(measure) as measure,
        min(line) as line,
        min(value_unit) as value_unit,
        {% for name, role in {'printed': 'printed', 'expected': 'part'}.items() -%}
            {% for end in ['value', 'low', 'high'] -%}
                {{ quantity(
                    "sum(case when term_role = '" ~ role ~ "' then weighed_" ~ end
                    ~ " else 0 end)"
                ) }} as {{ name }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        sum(case when term_role = 'printed' then 1 else 0 end) as printed_figures,
        sum(case when term_role = 'part' then 1 else 0 end) as expected_figures,
        {{ joined_text('figure_id') }} as evidence_figure_ids
    from weighed
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
