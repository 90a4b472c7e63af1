-- How does a unit's spending divide among the functional classes? One scope of each year and phase,
-- the widest that is fully known; a row without a class is a total, or the rest of one, that the
-- source does not split.
with

classes as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        coverage,
        class_code,
        class_name,
        sum(amount_yuan) as amount_yuan
    from {{ ref('tidy_expenditure') }}
    group by unit_id, fiscal_year, phase, scope, coverage, class_code, class_name
)

select
    unit_id,
    fiscal_year,
    phase,
    scope,
    class_code,
    class_name,
    amount_yuan,
    round(
        100 * amount_yuan / sum(amount_yuan) over (partition by unit_id, fiscal_year, phase), 2
    ) as share_percent,
    coverage
from classes
where amount_yuan > 0
order by
    unit_id asc,
    fiscal_year asc,
    phase asc,
    amount_yuan desc
