-- Terms of what the text states twice: it is stated alike.
-- Grain: one row per repetition and statement.
with

facts as (select * from {{ ref('int_checks__stated_facts') }}),

final as (
    select
        'text_repeated' as rule_id, 'narrative_sum' as check_class,
        repeated.document_id, repeated.head_key,
        case when sides.precision_rank = 1 then 'part' else 'printed' end as term_role,
        sides.figure_id, sides.value, sides.own_low as low, sides.own_high as high
    from facts as repeated
    inner join facts as sides
        on
            repeated.thing_key = sides.thing_key
            and (sides.precision_rank = 1 or repeated.figure_id = sides.figure_id)
    where repeated.precision_rank > 1
)

select * from final
