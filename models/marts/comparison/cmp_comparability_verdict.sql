-- Whether sets of figures of two signatures are like for like, and the reasons against, separated
-- by blanks:
--   phase_differs     a budget against final accounts, or two stages of a budget
--   scope_differs     unlike funds, of which one contains the other
--   coverage_differs  a set whose items make up its total against one whose do not, or that has
--                     none
--   year_differs      two years
--   basis_differs     printed against computed figures, or computed in unlike ways
--   level_differs     units of unlike levels of government, which have unlike tasks
--   reporting_level_differs
--                     a department with its units against a single unit
-- is_like_for_like: none of them. is_comparable: neither phase nor scope nor coverage differs, so
-- that what remains is what one compares for: other years, units, levels, with the basis to be
-- named.
-- Grain: one row per signature, other signature, and whether the years are the same.
{{ config(tags=['across_units']) }}

with

signatures as (
    select
        signature,
        {% for attribute in signature_attributes() -%}
            min({{ attribute }}) as {{ attribute }}
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from {{ ref('cmp_comparability_set') }}
    group by signature
),

years as (
    select
        true as is_same_year,
        '' as year_reason
    union all
    select
        false as is_same_year,
        ' year_differs' as year_reason
),

judged as (
    select
        one.signature,
        other.signature as other_signature,
        years.is_same_year,
        {{ reasons_between('one', 'other', obstacles()) }} as obstacles,
        years.year_reason || {{ reasons_between('one', 'other', caveats()) }} as caveats
    from signatures as one
    cross join signatures as other
    cross join years
),

final as (
    select
        signature,
        other_signature,
        is_same_year,
        obstacles || caveats = '' as is_like_for_like,
        obstacles = '' as is_comparable,
        nullif(trim(obstacles || caveats), '') as reasons
    from judged
)

select * from final
