-- What does expenditure serve by the international classification of functions (COFOG)?
-- doubtful_wan is what of it is contestable, such as the contributions that a unit pays for its
-- staff; a row without a function is money that no national class or no one function tells.
with

functions as (
    select
        spent.unit_id,
        spent.fiscal_year,
        spent.phase,
        spent.scope,
        spent.cofog_code,
        sum(spent.amount_wan) as amount_wan,
        sum(case when classes.cofog_doubt is not null then spent.amount_wan end) as doubtful_wan
    from {{ ref('tidy_expenditure') }} as spent
    left join {{ ref('dim_functional_class') }} as classes
        on
            coalesce(spent.item_code, spent.section_code, spent.class_code)
            = classes.functional_code
            and spent.fiscal_year between classes.valid_from_year and classes.valid_to_year
    where spent.amount_wan <> 0
    group by spent.unit_id, spent.fiscal_year, spent.phase, spent.scope, spent.cofog_code
)

select
    functions.unit_id,
    functions.fiscal_year,
    functions.phase,
    functions.scope,
    functions.cofog_code,
    codes.name as cofog_name,
    functions.amount_wan,
    functions.doubtful_wan,
    round(
        100 * functions.amount_wan / sum(functions.amount_wan) over (
            partition by functions.unit_id, functions.fiscal_year, functions.phase
        ),
        2
    ) as share_percent
from functions
left join {{ ref('dim_code') }} as codes
    on
        functions.cofog_code = codes.code
        and codes.vocabulary = 'cofog'
order by
    functions.unit_id asc,
    functions.fiscal_year asc,
    functions.phase asc,
    functions.amount_wan desc
