-- Which sets of figures are like for like: each pair of sets is a row, the lesser set first, with
-- the verdict on their signatures. A view: the pairs of 10,000 filings are some hundreds of
-- millions, and nobody asks for all of them. A filter on units, years, phases, scopes or verdict
-- reaches the sets and the verdicts, and only the pairs asked for are made. Two years of one unit
-- in one phase and scope are comparable, with their coverage to be named: cmp_year_over_year
-- compares them item by item.
-- Grain: one row per pair of unit, fiscal year, phase and scope.
{{ config(materialized='view', tags=['across_units']) }}

with

sets as (
    select * from {{ ref('cmp_comparability_set') }}
),

verdicts as (
    select * from {{ ref('cmp_comparability_verdict') }}
),

final as (
    select
        {{ surrogate_key(['one.set_id', 'other.set_id']) }} as pair_id,
        one.unit_id,
        one.fiscal_year,
        one.phase,
        one.scope,
        other.unit_id as other_unit_id,
        other.fiscal_year as other_fiscal_year,
        other.phase as other_phase,
        other.scope as other_scope,
        verdicts.is_like_for_like,
        verdicts.is_comparable
        or (
            one.unit_id = other.unit_id
            and one.phase = other.phase
            and one.scope = other.scope
        ) as is_comparable,
        verdicts.reasons,
        one.basis,
        other.basis as other_basis,
        one.coverage,
        other.coverage as other_coverage
    from sets as one
    inner join verdicts on one.signature = verdicts.signature
    inner join sets as other
        on
            verdicts.other_signature = other.signature
            and verdicts.is_same_year = (one.fiscal_year = other.fiscal_year)
            and (
                one.unit_id < other.unit_id
                or (
                    one.unit_id = other.unit_id
                    and (
                        one.fiscal_year < other.fiscal_year
                        or (
                            one.fiscal_year = other.fiscal_year
                            and one.phase || one.scope < other.phase || other.scope
                        )
                    )
                )
            )
)

select * from final
