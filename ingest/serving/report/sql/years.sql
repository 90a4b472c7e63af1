-- Expenditure of the year (本年支出合计) of every unit over its years: all of one unit in the same funds,
-- those in which most of its years and phases are known, and of these the widest. The largest first.
with

known as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        basis,
        derivation,
        amount_yuan,
        count(*) over (partition by unit_id, scope) as years_known,
        max(amount_yuan) over (partition by unit_id) as largest_yuan,
    from marts.fct_unit_total
    where
        measure = 'current_expenditure'
        and is_best_source
        and amount_yuan is not null
        and coalesce(list_contains(getvariable('units'), unit_id), true)
),

chosen as (
    select *
    from known
    qualify
        dense_rank() over (
            partition by unit_id
            order by years_known desc, list_position(getvariable('scopes'), scope)
        ) = 1
)

select
    chosen.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    chosen.scope,
    chosen.fiscal_year,
    chosen.phase,
    chosen.basis,
    chosen.derivation,
    chosen.amount_yuan
from chosen
inner join marts.dim_unit as units using (unit_id)
order by
    chosen.largest_yuan desc,
    chosen.unit_id,
    chosen.fiscal_year,
    list_position(getvariable('phases'), chosen.phase) desc
