-- How often each rule was looked at in each document, and with what result.
-- Grain: one row per document, class of check and rule.
with

checks as (
    select * from {{ ref('fct_check') }}
),

rules as (
    select * from {{ ref('int_checks__rules') }}
),

final as (
    select
        checks.document_id,
        checks.check_class,
        checks.rule_id,
        rules.meaning as rule_meaning,
        cast(count(*) as integer) as checks,
        {% for status in ['agrees', 'agrees_within_rounding', 'differs', 'not_checkable'] -%}
            cast(sum(case when checks.status = '{{ status }}' then 1 else 0 end) as integer)
                as {{ status }},
        {% endfor -%}
        cast(sum(case when checks.explanation is not null then 1 else 0 end) as integer)
            as explained
    from checks
    left join rules
        on
            checks.rule_id = rules.rule_id
            and checks.check_class = rules.check_class
    group by checks.document_id, checks.check_class, checks.rule_id, rules.meaning
)

select * from final
