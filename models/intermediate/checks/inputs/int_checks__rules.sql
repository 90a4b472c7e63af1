-- The register of rules: those that are rows of the seeds of ties and sums, and the kinds of rule
-- that stand in seed rules, with what each says.
-- Grain: one row per rule and class of check.
with

unioned as (
    select rule_id, check_class, meaning from {{ ref('rules') }}
    {% for class in ['row_identity', 'missing_amount'] -%}
        union all
        select
            identity_id as rule_id, '{{ class }}' as check_class,
            max(meaning) as meaning
        from {{ ref('measure_sums') }}
        group by identity_id
    {% endfor -%}
    {% for seed in ['ties'] -%}
        union all
        select tie_id as rule_id, 'cross_table' as check_class, meaning from {{ ref(seed) }}
    {% endfor -%}
    union all
    select
        tie_id as rule_id, 'text_vs_table' as check_class,
        'the text says what the table prints: ' || meaning as meaning
    from {{ ref('text_ties') }}
    union all
    select
        tie_id as rule_id, 'unit_slip' as check_class,
        'the text has the unit of money of the table' as meaning
    from {{ ref('text_ties') }}
    {% for ending in ['', '_of_changes', '_the_year_before'] -%}
        union all
        select
            sum_id || '{{ ending }}' as rule_id,
            'narrative_sum' as check_class,
            max(meaning) as meaning
        from {{ ref('narrative_parts') }}
        group by sum_id
    {% endfor -%}
),

final as (
    select
        rule_id, check_class,
        coalesce(meaning, replace(rule_id, '_', ' ')) as meaning
    from unioned
)

select * from final
