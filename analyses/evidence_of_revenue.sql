-- Where is the revenue of each unit printed? Every row of a fact leads by bridge_evidence to the
-- amounts and statements that it rests on, and these to file, page, line and the figure as printed.
-- The widest funds of each unit's newest year.
with

revenue as (
    select
        *,
        dense_rank() over (partition by unit_id order by fiscal_year desc) as recency
    from {{ ref('fct_revenue') }}
    where is_best_source and is_widest_scope
)

select
    revenue.unit_id,
    revenue.fiscal_year,
    revenue.revenue_source,
    revenue.amount_yuan,
    revenue.basis,
    documents.source_file,
    coalesce(amounts.page, statements.page) as printed_page,
    coalesce(amounts.line, statements.line) as printed_line,
    coalesce(amounts.printed_text, statements.printed_text) as printed_text
from revenue
inner join {{ ref('bridge_evidence') }} as evidence
    on
        revenue.revenue_id = evidence.row_id
        and evidence.fact = 'fct_revenue'
inner join {{ ref('dim_document') }} as documents
    on evidence.document_id = documents.document_id
left join {{ ref('fct_reported_amount') }} as amounts on evidence.amount_id = amounts.amount_id
left join {{ ref('fct_statement') }} as statements
    on evidence.statement_id = statements.statement_id
where revenue.recency = 1
order by revenue.unit_id asc, revenue.amount_yuan desc, printed_line asc
