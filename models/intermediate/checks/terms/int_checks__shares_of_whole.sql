-- Terms of the shares that are given for all of a whole: they add to 100.
-- Grain: one row per whole and share, and one for the hundred.
with

portions as (
    select * from {{ ref('int_checks__partitions') }}
    where parts_meet
),

sides as (
    select
        document_id,
        whole_id,
        'printed' as term_role,
        share_id as figure_id,
        share_value as value,
        share_low as low,
        share_high as high
    from portions
    union all
    select distinct
        document_id,
        whole_id,
        'part' as term_role,
        cast(null as {{ dbt.type_string() }}) as figure_id,
        {{ quantity('100') }} as value,
        {{ quantity('100') }} as low,
        {{ quantity('100') }} as high
    from portions
),

final as (
    select
        'shares_of_whole' as rule_id,
        'narrative_sum' as check_class,
        {{ narrow_key(['whole_id']) }} as head_key,
        'percent' as value_unit,
        *
    from sides
)

select * from final
