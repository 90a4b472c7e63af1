-- The differences that are to be explained, with how far off they are and to what step they are
-- printed. What a later edition changes is not a fault.
-- Grain: one row per check that differs.
with

checks as (select * from {{ ref('int_checks__all') }}),

final as (
    select
        {{ columns_of('checks', check_columns().keys() | list) }},
        checks.withheld_reason,
        {{ quantity('checks.printed_value - checks.expected_value') }} as difference,
        {{ quantity('checks.printed_high - checks.printed_low') }} as printed_step
    from checks
    where checks.status = 'differs' and checks.rule_id not like 'edition%'
)

select * from final
