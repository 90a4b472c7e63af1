-- Numbers of the text that may be a part of a sum that nobody knows: amounts of what has no name in
-- the vocabulary, and numbers that were not read, whose amount, year and phase are null.
-- Grain: one row per such number.
with

statements as (
    select * from {{ ref('int_statements__resolved') }}
),

figures as (
    select * from {{ ref('stg_raw__figures') }}
),

final as (
    select
        document_id, line, char_from, fiscal_year, phase,
        {{ quantity('amount_yuan') }} as value
    from statements
    where
        source = 'narrative' and metric = 'amount' and amount_yuan > 0
        and item is null and code is null and part_of is null
    union all
    select
        document_id, line, char_from,
        cast(null as integer) as fiscal_year, cast(null as {{ dbt.type_string() }}) as phase,
        {{ quantity('null') }} as value
    from figures
    where is_unaccounted
)

select * from final
