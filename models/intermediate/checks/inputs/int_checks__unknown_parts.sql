-- Numbers of the text that may be a part of a sum that nobody knows: amounts of what has no name in
-- the vocabulary, and numbers that were not read, whose amount is null. Unnamed amounts that make
-- the amount before them in the line are what that was spent on.
-- Grain: one row per such number.
with

statements as (
    select
        {{ columns_of('stated', ['document_id', 'line', 'char_from']) }},
        {{ amount_interval('stated') }},
        stated.item is not null or stated.code is not null or stated.part_of is not null
            as is_named,
        {{ quantity('stated.amount_yuan') }} as value
    from {{ ref('int_statements__resolved') }} as stated
    where
        stated.source = 'narrative' and stated.metric = 'amount' and stated.amount_yuan > 0
),

-- each named amount and the unnamed ones behind it
runs as (
    select
        *,
        sum(case when is_named then 1 else 0 end) over (
            partition by document_id, line
            order by char_from
            rows between unbounded preceding and current row
        ) as run
    from statements
),

spent as (
    select document_id, line, run
    from runs
    where run > 0
    group by document_id, line, run
    having
        {{ intervals_meet(
            'sum(case when is_named then low else 0 end)',
            'sum(case when is_named then high else 0 end)',
            'sum(case when is_named then 0 else low end)',
            'sum(case when is_named then 0 else high end)'
        ) }}
),

final as (
    select runs.document_id, runs.line, runs.char_from, runs.value
    from runs
    left join spent on {{ same('runs', 'spent', ['document_id', 'line', 'run']) }}
    where not runs.is_named and spent.run is null
    union all
    select
        document_id, line, char_from,
        {{ quantity('null') }} as value
    from {{ ref('stg_raw__figures') }}
    where is_unaccounted
)

select * from final
