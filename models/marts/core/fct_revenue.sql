-- Revenue by source: leaves only, so that amounts add up to the printed total, balances included.
-- revenue_role tells the income of the year from what was brought into it; null where a source may
-- hold either.
-- Grain: one row per document, year, phase, scope and revenue source.
with

facts as (
    {{ additive_fact(
        fact='revenue',
        key='revenue_id',
        item='revenue_source',
    ) | indent(4) }}
),

roles as (
    select * from {{ ref('revenue_roles') }}
),

final as (
    select
        facts.*,
        {{ revenue_role('roles.role', 'facts.revenue_source') }} as revenue_role
    from facts
    left join roles on facts.revenue_source = roles.revenue_source
)

select * from final
