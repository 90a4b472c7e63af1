-- Which two unit-years can be compared: of the scopes in which both are known, the pair that is most
-- alike. `reasons` names every way in which the two still differ. Of the first twelve units.
-- Pairs grow with the square of the units, so that those are named before pairs are made of them.
set variable first_units = (
    select list(unit_id)
    from (
        select distinct unit_id
        from marts.cmp_comparability_set
        where coalesce(list_contains(getvariable('units'), unit_id), true)
        order by unit_id
        limit 12
    )
);

with

pairs as (
    select
        unit_id || ' ' || fiscal_year || ' ' || phase as one_key,
        other_unit_id || ' ' || other_fiscal_year || ' ' || other_phase as other_key,
        *,
    from marts.cmp_comparability
    where
        list_contains(getvariable('first_units'), unit_id)
        and list_contains(getvariable('first_units'), other_unit_id)
),

known as (
    select count(distinct unit_id) as units_known
    from marts.cmp_comparability_set
    where coalesce(list_contains(getvariable('units'), unit_id), true)
),

-- A pair stands in either order: one order for all.
ordered as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        other_unit_id,
        other_fiscal_year,
        other_phase,
        other_scope,
        is_comparable,
        is_like_for_like,
        reasons,
    from pairs
    where one_key < other_key
    union all by name
    select
        other_unit_id as unit_id,
        other_fiscal_year as fiscal_year,
        other_phase as phase,
        other_scope as scope,
        unit_id as other_unit_id,
        fiscal_year as other_fiscal_year,
        phase as other_phase,
        scope as other_scope,
        is_comparable,
        is_like_for_like,
        reasons,
    from pairs
    where one_key > other_key
),

best as (
    from ordered
    qualify row_number() over (
        partition by unit_id, fiscal_year, phase, other_unit_id, other_fiscal_year, other_phase
        order by
            is_like_for_like desc,
            is_comparable desc,
            len(string_split(reasons, ' ')),
            list_position(getvariable('scopes'), scope),
            list_position(getvariable('scopes'), other_scope)
    ) = 1
)

select
    best.unit_id,
    coalesce(units.short_name, units.unit_name) as unit,
    best.fiscal_year,
    best.phase,
    best.scope,
    best.other_unit_id,
    coalesce(others.short_name, others.unit_name) as other_unit,
    best.other_fiscal_year,
    best.other_phase,
    best.other_scope,
    best.is_like_for_like,
    best.is_comparable,
    best.reasons,
    known.units_known
from best
cross join known
inner join marts.dim_unit as units using (unit_id)
inner join marts.dim_unit as others on best.other_unit_id = others.unit_id
order by
    best.is_like_for_like desc,
    best.is_comparable desc,
    best.unit_id,
    best.fiscal_year,
    best.phase,
    best.other_unit_id,
    best.other_fiscal_year,
    best.other_phase
