-- Where is the revenue of each unit printed? Every row of a fact leads back to file, page, line
-- and the figure as printed, in a table or in the text. The widest funds of each unit's newest
-- year.
with

revenue as (
    select * from {{ ref('fct_revenue') }}
    where is_best_source and scope = 'all_funds'
),

newest as (
    select
        *,
        dense_rank() over (partition by unit_id order by fiscal_year desc) as recency
    from revenue
),

amounts as (
    select * from {{ ref('fct_reported_amount') }}
),

statements as (
    select * from {{ ref('fct_statement') }}
),

documents as (
    select * from {{ ref('dim_document') }}
)

select
    newest.unit_id,
    newest.fiscal_year,
    newest.revenue_source,
    newest.amount_yuan,
    newest.basis,
    documents.source_file,
    coalesce(amounts.page, statements.page) as printed_page,
    coalesce(amounts.line, statements.line) as printed_line,
    coalesce(amounts.printed_text, statements.printed_text) as printed_text
from newest
inner join documents on newest.document_id = documents.document_id
left join amounts
    on
        newest.document_id = amounts.document_id
        and instr(newest.evidence_amount_ids, amounts.amount_id) > 0
left join statements
    on
        newest.document_id = statements.document_id
        and instr(newest.evidence_statement_ids, statements.statement_id) > 0
where newest.recency = 1
order by newest.unit_id asc, newest.amount_yuan desc, printed_line asc
