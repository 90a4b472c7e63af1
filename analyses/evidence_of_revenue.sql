-- Where is the revenue of each unit printed? Every row of a fact leads back to file, page, line and
-- the figure as printed.
with

revenue as (
    select * from {{ ref('fct_revenue') }}
    where is_current
),

amounts as (
    select * from {{ ref('fct_reported_amount') }}
),

documents as (
    select * from {{ ref('dim_document') }}
)

select
    revenue.unit_id,
    revenue.fiscal_year,
    revenue.phase,
    revenue.scope,
    revenue.revenue_source,
    revenue.amount_yuan,
    documents.source_file,
    amounts.page,
    amounts.line,
    amounts.label_printed,
    amounts.printed_text
from revenue
inner join amounts
    on
        revenue.document_id = amounts.document_id
        and instr(revenue.evidence_amount_ids, amounts.amount_id) > 0
inner join documents on revenue.document_id = documents.document_id
order by
    revenue.unit_id asc,
    revenue.fiscal_year asc,
    revenue.scope asc,
    amounts.line asc
