-- The linear checks, evaluated: what is printed against the sum of the parts, with the tolerance
-- that the printed precision of all of them implies. A blank is an exact nothing. A figure that may
-- stand in several columns of a row that adds up all the same makes no difference: neither its own,
-- nor that of the line above, which may lack it in another column.
-- Grain: one row per check.
{{ config(materialized='table') }}

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

judged as (
    select
        *,
        {{ sum_status(
            'printed_value', 'printed_low', 'printed_high',
            'expected_value', 'expected_low', 'expected_high'
        ) }} as status
    from sums
),

ambiguous as (
    select
        amount_id,
        line_id
    from {{ ref('int_amounts__classified') }}
    where placement = 'ambiguous'
),

contradicted as (
    select distinct ambiguous.line_id
    from terms
    inner join ambiguous on terms.figure_id = ambiguous.amount_id
    inner join judged on terms.check_id = judged.check_id
    where terms.check_class = 'row_identity' and judged.status = 'differs'
),

unsettled as (
    select
        ambiguous.amount_id,
        ambiguous.line_id
    from ambiguous
    left join contradicted on ambiguous.line_id = contradicted.line_id
    where contradicted.line_id is null
),

above as (
    select distinct amounts.amount_id
    from unsettled
    inner join {{ ref('int_checks__line_tree') }} as line_tree
        on unsettled.line_id = line_tree.line_id
    inner join {{ ref('int_amounts__classified') }} as amounts
        on line_tree.parent_id = amounts.line_id
),

unsettled_checks as (
    select terms.check_id
    from terms
    inner join unsettled on terms.figure_id = unsettled.amount_id
    union
    select terms.check_id
    from terms
    inner join above on terms.figure_id = above.amount_id
    where terms.check_class = 'hierarchy' and terms.term_role = 'printed'
),

final as (
    select
        judged.check_id,
        judged.rule_id,
        judged.check_class,
        judged.document_id,
        judged.place_key,
        judged.table_index,
        judged.phase,
        judged.code,
        judged.label,
        judged.measure,
        judged.line,
        judged.value_unit,
        {% for name in ['printed', 'expected'] -%}
            {% for end in ['value', 'low', 'high'] -%}
                judged.{{ name }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        judged.printed_figures,
        judged.expected_figures,
        judged.evidence_figure_ids,
        case
            when unsettled_checks.check_id is not null and judged.status = 'differs'
                then 'not_checkable'
            else judged.status
        end as status
    from judged
    left join unsettled_checks on judged.check_id = unsettled_checks.check_id
)

select * from final
