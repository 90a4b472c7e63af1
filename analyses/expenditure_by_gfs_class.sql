-- What is spent by the economic classification of GFSM 2014? Of the economic table; 31 and 32 are
-- net acquisition of assets and no expense.
with

classes as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        gfs_economic_code,
        sum(amount_wan) as amount_wan
    from {{ ref('tidy_economic') }}
    where class_code is not null and amount_wan <> 0
    group by unit_id, fiscal_year, phase, scope, gfs_economic_code
)

select
    classes.unit_id,
    classes.fiscal_year,
    classes.phase,
    classes.scope,
    classes.gfs_economic_code,
    codes.name_en as gfs_name,
    classes.amount_wan,
    round(
        100 * classes.amount_wan / sum(classes.amount_wan) over (
            partition by classes.unit_id, classes.fiscal_year, classes.phase
        ),
        2
    ) as share_percent
from classes
left join {{ ref('dim_code') }} as codes
    on
        classes.gfs_economic_code = codes.code
        and codes.vocabulary = 'gfs_economic'
order by
    classes.unit_id asc,
    classes.fiscal_year asc,
    classes.phase asc,
    classes.gfs_economic_code asc
