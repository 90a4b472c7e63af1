-- The quality of each document: what became of the numbers printed in it, and how its checks ended.
-- Grain: one row per document.
with

documents as (
    select * from {{ ref('dim_document') }}
),

ledger as (
    select
        document_id,
        count(*) as numbers_printed,
        sum(case when disposition = 'amount' then 1 else 0 end) as amounts,
        sum(case when disposition = 'statement' then 1 else 0 end) as statements,
        sum(case when disposition = 'indicator' then 1 else 0 end) as indicators,
        sum(case when disposition = 'non_figure' then 1 else 0 end) as non_figures
    from {{ ref('stg_raw__figures') }}
    group by document_id
),

checks as (
    select
        document_id,
        sum(checks) as checks,
        sum(agrees) as agrees,
        sum(agrees_within_rounding) as agrees_within_rounding,
        sum(differs) as differs,
        sum(not_checkable) as not_checkable,
        sum(explained) as explained
    from {{ ref('dq_check_summary') }}
    group by document_id
),

worklist as (
    select
        document_id,
        count(*) as unmapped
    from {{ ref('dq_unmapped') }}
    where answer is null
    group by document_id
),

counted as (
    select
        documents.document_id,
        documents.unit_id,
        documents.fiscal_year,
        documents.stage,
        documents.is_current,
        documents.tables_found,
        documents.tables_announced_missing,
        documents.pages_without_text,
        coalesce(ledger.numbers_printed, 0) as numbers_printed,
        documents.figures,
        coalesce(ledger.amounts, 0) as amounts,
        coalesce(ledger.statements, 0) as statements,
        coalesce(ledger.indicators, 0) as indicators,
        coalesce(ledger.non_figures, 0) as non_figures,
        coalesce(documents.figures_unaccounted, 0) as figures_unaccounted,
        coalesce(worklist.unmapped, 0) as unmapped,
        coalesce(checks.checks, 0) as checks,
        coalesce(checks.agrees, 0) as agrees,
        coalesce(checks.agrees_within_rounding, 0) as agrees_within_rounding,
        coalesce(checks.differs, 0) as differs,
        coalesce(checks.not_checkable, 0) as not_checkable,
        coalesce(checks.explained, 0) as explained
    from documents
    left join ledger on documents.document_id = ledger.document_id
    left join checks on documents.document_id = checks.document_id
    left join worklist on documents.document_id = worklist.document_id
),

final as (
    select
        document_id,
        unit_id,
        fiscal_year,
        stage,
        is_current,
        tables_found,
        tables_announced_missing,
        {% for column in [
            'numbers_printed', 'figures', 'amounts', 'statements', 'indicators', 'non_figures',
            'figures_unaccounted', 'unmapped', 'checks', 'agrees', 'agrees_within_rounding',
            'differs', 'not_checkable', 'explained',
        ] -%}
            cast({{ column }} as integer) as {{ column }},
        {% endfor -%}
        cast(
            case
                when checks > not_checkable
                    then
                        round(
                            100.0 * (agrees + agrees_within_rounding) / (checks - not_checkable)
                            * (1 - 1.0 * figures_unaccounted / greatest(numbers_printed, 1)),
                            1
                        )
            end
            as decimal(4, 1)
        ) as score,
        pages_without_text
    from counted
)

select * from final
