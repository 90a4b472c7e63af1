-- How much of the money do the international functions cover, and how much of it beyond doubt? Of
-- what has a national class, in per cent.
with

functions as (
    select
        spent.unit_id,
        spent.fiscal_year,
        spent.phase,
        sum(spent.amount_wan) as classed_wan,
        sum(case when spent.cofog_code is not null then spent.amount_wan else 0 end) as mapped_wan,
        sum(
            case
                when spent.cofog_code is not null and classes.cofog_doubt is null
                    then spent.amount_wan
                else 0
            end
        ) as settled_wan
    from {{ ref('tidy_expenditure') }} as spent
    left join {{ ref('dim_functional_class') }} as classes
        on
            coalesce(spent.item_code, spent.section_code, spent.class_code)
            = classes.functional_code
            and spent.fiscal_year between classes.valid_from_year and classes.valid_to_year
    where spent.class_code is not null
    group by spent.unit_id, spent.fiscal_year, spent.phase
)

select
    unit_id,
    fiscal_year,
    phase,
    classed_wan,
    round(100 * mapped_wan / classed_wan, 2) as mapped_percent,
    round(100 * settled_wan / classed_wan, 2) as settled_percent
from functions
where classed_wan > 0
order by unit_id asc, fiscal_year asc, phase asc
