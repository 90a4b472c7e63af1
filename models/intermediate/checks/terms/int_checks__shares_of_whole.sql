-- Terms of the shares that are given for all of a whole, or that pass it: they add to 100.
-- Grain: one row per whole and share, and one for the hundred.
with

portions as (
    select
        *, cast(null as {{ dbt.type_string() }}) as hundred_id,
        {{ quantity('100') }} as hundred_value,
        {{ quantity('100') }} as hundred_low,
        {{ quantity('100') }} as hundred_high
    from {{ ref('int_checks__partitions') }}
    where parts_meet or shares_exceed
),

final as (
    {{ sides_of('portions', [
        "'shares_of_whole' as rule_id", "'narrative_sum' as check_class", 'document_id',
        narrow_key(['coalesce(whole_id, first_id)']) ~ ' as head_key', "'percent' as value_unit",
    ], printed='share', part='hundred') }}
)

select * from final
