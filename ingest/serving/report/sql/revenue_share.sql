-- What each unit lives on: its sources of revenue, for the widest funds in which they make up the
-- total.
with

widest as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        revenue_source,
        sum(amount_yuan) as amount_yuan,
        string_agg(distinct basis, ' ' order by basis) as basis,
    from marts.fct_revenue
    where
        is_best_source
        and coverage = 'complete'
        and coalesce(list_contains(getvariable('units'), unit_id), true)
    group by unit_id, fiscal_year, phase, scope, revenue_source
    qualify dense_rank() over (
        partition by unit_id, fiscal_year, phase
        order by list_position(getvariable('scopes'), scope)
    ) = 1
)

select
    widest.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    widest.fiscal_year,
    widest.phase,
    widest.scope,
    widest.revenue_source,
    widest.amount_yuan,
    round(
        (
            100 * widest.amount_yuan / nullif(sum(widest.amount_yuan) over (
                partition by widest.unit_id, widest.fiscal_year, widest.phase
            ), 0)
        )::decimal(20, 6), 4
    ) as share_percent,
    widest.basis
from widest
inner join marts.dim_unit as units using (unit_id)
where widest.amount_yuan <> 0
order by widest.phase, widest.unit_id, widest.fiscal_year desc, widest.amount_yuan desc
