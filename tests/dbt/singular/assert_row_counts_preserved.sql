-- No join on the way of an amount drops or doubles a row of a document.
with

counts as (
    select
        'raw' as step,
        document_id,
        count(*) as row_count
    from {{ source('raw', 'amounts') }}
    group by document_id
    union all
    select
        'staging' as step,
        document_id,
        count(*) as row_count
    from {{ ref('stg_raw__amounts') }}
    group by document_id
    union all
    select
        'classified' as step,
        document_id,
        count(*) as row_count
    from {{ ref('int_amounts__classified') }}
    group by document_id
    union all
    select
        'leaves' as step,
        document_id,
        count(*) as row_count
    from {{ ref('int_amounts__leaves') }}
    group by document_id
    union all
    select
        'facts' as step,
        document_id,
        count(*) as row_count
    from {{ ref('fct_reported_amount') }}
    group by document_id
),

-- of a document that a step loses altogether, too
steps as (
    select
        document_id,
        sum(case when step = 'raw' then row_count else 0 end) as raw_rows,
        sum(case when step = 'staging' then row_count else 0 end) as staging_rows,
        sum(case when step = 'classified' then row_count else 0 end) as classified_rows,
        sum(case when step = 'leaves' then row_count else 0 end) as leaves_rows,
        sum(case when step = 'facts' then row_count else 0 end) as facts_rows
    from counts
    group by document_id
)

select *
from steps
where
    raw_rows <> staging_rows
    or raw_rows <> classified_rows
    or raw_rows <> leaves_rows
    or raw_rows <> facts_rows
