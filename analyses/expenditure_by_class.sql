-- How does a unit's spending divide among the functional classes, and between basic and project
-- expenditure? All funds where the document has them, else the general public budget alone.
with

expenditure as (
    select * from {{ ref('fct_functional_expenditure') }}
    where is_current and scope in ('all_funds', 'general_public_budget')
),

widest as (
    select
        expenditure.*,
        dense_rank() over (
            partition by expenditure.document_id, expenditure.phase
            order by expenditure.scope
        ) as width
    from expenditure
),

classes as (
    select * from {{ ref('dim_functional_class') }}
)

select
    widest.unit_id,
    widest.fiscal_year,
    widest.phase,
    widest.scope,
    classes.class_code,
    classes.class_name,
    sum(case when widest.spending_nature = 'project' then widest.amount_yuan else 0 end)
        as project_yuan,
    sum(case when widest.spending_nature <> 'project' then widest.amount_yuan else 0 end)
        as other_yuan,
    sum(widest.amount_yuan) as amount_yuan
from widest
left join classes
    on
        widest.functional_code = classes.functional_code
        and {{ is_valid_in('classes', 'widest.fiscal_year') }}
where widest.width = 1
group by
    widest.unit_id,
    widest.fiscal_year,
    widest.phase,
    widest.scope,
    classes.class_code,
    classes.class_name
order by
    widest.unit_id asc,
    widest.fiscal_year asc,
    widest.phase asc,
    amount_yuan desc
