-- Terms of parts whose shares add to 100: they add to the whole.
-- Grain: one row per whole and figure that takes part.
with

portions as (
    select * from {{ ref('int_checks__partitions') }}
    where shares_meet
),

sides as (
    {% for side, role in {'part': 'part', 'whole': 'printed'}.items() -%}
        select distinct
            document_id,
            whole_id,
            '{{ role }}' as term_role,
            {{ side }}_id as figure_id,
            {{ side }}_value as value,
            {{ side }}_low as low,
            {{ side }}_high as high
        from portions
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

final as (
    select
        'parts_of_whole' as rule_id,
        'narrative_sum' as check_class,
        {{ narrow_key(['whole_id']) }} as head_key,
        *
    from sides
)

select * from final
