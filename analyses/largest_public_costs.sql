-- What are the largest running costs (公用经费) of each unit, by national economic item (款)? Local
-- codes count under theirs; the share is of what the economic table tells.
with

told as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        national_code,
        expense_group,
        sum(amount_yuan) as amount_yuan
    from {{ ref('tidy_economic') }}
    where national_code is not null
    group by unit_id, fiscal_year, phase, scope, national_code, expense_group
),

shares as (
    select
        *,
        100 * amount_yuan / sum(amount_yuan) over (partition by unit_id, fiscal_year, phase)
            as share_percent
    from told
),

ranked as (
    select
        *,
        row_number() over (
            partition by unit_id, fiscal_year, phase
            order by amount_yuan desc, national_code asc
        ) as place
    from shares
    where expense_group = 'public'
)

select
    ranked.unit_id,
    ranked.fiscal_year,
    ranked.phase,
    ranked.scope,
    ranked.place,
    ranked.national_code,
    classes.name,
    ranked.amount_yuan,
    round(ranked.share_percent, 2) as share_percent
from ranked
left join {{ ref('dim_economic_class') }} as classes
    on
        ranked.national_code = classes.economic_code
        and ranked.fiscal_year between classes.valid_from_year and classes.valid_to_year
where ranked.place <= 3
order by ranked.unit_id asc, ranked.fiscal_year asc, ranked.place asc
