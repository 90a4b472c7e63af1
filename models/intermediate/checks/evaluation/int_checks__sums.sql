-- The linear checks, judged as their figures are placed: what is printed against the sum of the
-- parts, with the tolerance that the printed precision of all of them implies. A blank is an exact
-- nothing; one over parts that are printed is an amount that is missing. What a check is called is
-- joined to it where it is told (int_checks__judged).
-- Grain: one row per check.

{%- set names = ['check_key', 'rule_id', 'check_class', 'document_id', 'head_key', 'measure'] %}
with

-- most weigh one; what is weighed otherwise is a quantity as all are, so that no sum of more
-- decimals has to be brought back to six
weighed as (
    select
        *,
        {{ weighted('weight', 'value', 'value') }} as weighed_value,
        {{ weighted('weight', 'low', 'high') }} as weighed_low,
        {{ weighted('weight', 'high', 'low') }} as weighed_high
    from {{ ref('int_checks__linear') }}
),

sums as (
    select
        {% for name, role in {'printed': 'printed', 'expected': 'part'}.items() -%}
            {% for end in ['value', 'low', 'high'] -%}
                {{ quantity(
                    "sum(case when term_role = '" ~ role ~ "' then weighed_" ~ end
                    ~ " else 0 end)"
                ) }} as {{ name }}_{{ end }},
            {% endfor -%}
            sum(case when term_role = '{{ role }}' then 1 else 0 end) as {{ name }}_figures,
        {% endfor -%}
        {{ names | join(', ') }}
    from weighed
    group by {{ names | join(', ') }}
),

final as (
    select
        check_key, rule_id,
        case
            when
                printed_figures = 0
                and check_class in ('hierarchy', 'row_identity', 'printed_formula')
                then 'missing_amount'
            else check_class
        end as check_class,
        document_id, head_key, measure,
        {% for name in ['printed', 'expected'] -%}
            {% for end in ['value', 'low', 'high', 'figures'] -%}
                {{ name }}_{{ end }},
            {% endfor -%}
        {% endfor -%}
        {{ sum_status(
            'printed_value', 'printed_low', 'printed_high',
            'expected_value', 'expected_low', 'expected_high'
        ) }} as status
    from sums
)

select * from final
