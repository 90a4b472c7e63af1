-- Terms of parts whose shares add to 100: they add to the whole.
-- Grain: one row per whole and figure that takes part.
with

portions as (
    select * from {{ ref('int_checks__partitions') }}
    where shares_meet
),

final as (
    {{ sides_of('portions', [
        "'parts_of_whole' as rule_id", "'narrative_sum' as check_class", 'document_id',
        narrow_key(['whole_id']) ~ ' as head_key',
    ], printed='whole', part='part') }}
)

select * from final
