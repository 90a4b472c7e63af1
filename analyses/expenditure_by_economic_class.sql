-- What is spent by economic class (工资福利, 商品和服务 ...), of the total of the same funds? The row
-- without a class is what the form does not tell by economic class, mostly projects.
with

classes as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        class_code,
        class_name,
        sum(amount_wan) as amount_wan
    from {{ ref('tidy_economic') }}
    group by unit_id, fiscal_year, phase, scope, class_code, class_name
)

select
    unit_id,
    fiscal_year,
    phase,
    scope,
    class_code,
    class_name,
    amount_wan,
    round(
        100 * amount_wan / sum(amount_wan) over (partition by unit_id, fiscal_year, phase), 2
    ) as share_percent
from classes
where amount_wan <> 0
order by
    unit_id asc,
    fiscal_year asc,
    phase asc,
    coalesce(class_code, '999') asc
