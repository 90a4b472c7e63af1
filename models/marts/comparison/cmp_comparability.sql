-- Which sets of figures are like for like. A set is what is known of a unit, year, phase and
-- scope; each pair is a row, the lesser set first. Reasons against comparing, parted by a blank:
--   phase_differs     a budget against final accounts, or two stages of a budget
--   scope_differs     unlike funds, of which one contains the other
--   year_differs      two years
--   basis_differs     printed against computed figures, or computed in unlike ways
--   coverage_differs  a set whose items make up its total against one whose do not, or that has
--                     none
--   level_differs     units of unlike levels of government, which have unlike tasks
-- is_like_for_like: none of them. is_comparable: neither phase nor scope nor coverage differs, so
-- that what remains is what one compares for: other years, units, levels, with the basis to be
-- named.
-- Grain: one row per pair of unit, fiscal year, phase and scope.
{{ config(tags=['across_units']) }}

with

items as (
    select * from {{ ref('cmp_item') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

described as (
    select
        items.unit_id,
        items.fiscal_year,
        items.phase,
        items.scope,
        min({{ basis_rank('items.basis') }}) as best_rank,
        coalesce(
            max(
                case when items.item_type like 'functional%' then items.coverage end
            ),
            'total_only'
        ) as coverage
    from items
    where items.item_type like 'functional%' or items.item = 'total_expenditure'
    group by items.unit_id, items.fiscal_year, items.phase, items.scope
),

sets as (
    select
        described.*,
        units.admin_level,
        case described.best_rank
            when 1 then 'table'
            when 2 then 'text'
            when 3 then 'derived'
            else 'implied'
        end as basis,
        {{ surrogate_key([
            'described.unit_id', 'described.fiscal_year', 'described.phase', 'described.scope',
        ]) }} as set_id
    from described
    inner join units on described.unit_id = units.unit_id
),

pairs as (
    select
        one.unit_id,
        one.fiscal_year,
        one.phase,
        one.scope,
        one.basis,
        one.coverage,
        other.unit_id as other_unit_id,
        other.fiscal_year as other_fiscal_year,
        other.phase as other_phase,
        other.scope as other_scope,
        other.basis as other_basis,
        other.coverage as other_coverage,
        one.set_id,
        other.set_id as other_set_id,
        case when one.phase <> other.phase then ' phase_differs' else '' end
        || case when one.scope <> other.scope then ' scope_differs' else '' end
        || case when one.coverage <> other.coverage then ' coverage_differs' else '' end
            as obstacles,
        case when one.fiscal_year <> other.fiscal_year then ' year_differs' else '' end
        || case when one.basis <> other.basis then ' basis_differs' else '' end
        || case
            when coalesce(one.admin_level, '') <> coalesce(other.admin_level, '')
                then ' level_differs'
            else ''
        end as differences
    from sets as one
    inner join sets as other
        on
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
),

final as (
    select
        {{ surrogate_key(['set_id', 'other_set_id']) }} as pair_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        other_unit_id,
        other_fiscal_year,
        other_phase,
        other_scope,
        obstacles || differences = '' as is_like_for_like,
        obstacles = '' as is_comparable,
        nullif(trim(obstacles || differences), '') as reasons,
        basis,
        other_basis,
        coverage,
        other_coverage
    from pairs
)

select * from final
