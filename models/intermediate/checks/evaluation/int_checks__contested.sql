-- The checks that differ as the figures are read: what is to be withheld, or explained.
-- Grain: one row per check.
with

final as (
    select {{ check_columns().keys() | join(', ') }} from {{ ref('int_checks__unioned') }}
    where status = 'differs'
)

select * from final
