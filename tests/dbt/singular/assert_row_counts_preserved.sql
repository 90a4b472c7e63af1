-- No join on the way of an amount drops or doubles a row.
with

counts as (
    select
        'raw' as step,
        count(*) as row_count
    from {{ source('raw', 'amounts') }}
    union all
    select
        'staging' as step,
        count(*) as row_count
    from {{ ref('stg_raw__amounts') }}
    union all
    select
        'classified' as step,
        count(*) as row_count
    from {{ ref('int_amounts__classified') }}
    union all
    select
        'leaves' as step,
        count(*) as row_count
    from {{ ref('int_amounts__leaves') }}
    union all
    select
        'fct_reported_amount' as step,
        count(*) as row_count
    from {{ ref('fct_reported_amount') }}
)

select
    step,
    row_count
from counts
where row_count <> (select count(*) from {{ source('raw', 'amounts') }})
