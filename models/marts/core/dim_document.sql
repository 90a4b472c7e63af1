-- The disclosures, with what was found in them.
-- Grain: one row per document.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

ledger as (
    select
        document_id,
        sum(case when disposition in ('amount', 'statement', 'indicator') then 1 else 0 end)
            as figures,
        sum(case when is_unaccounted then 1 else 0 end) as figures_unaccounted
    from {{ ref('stg_raw__figures') }}
    group by document_id
),

table_counts as (
    select
        document_id,
        sum(case when status = 'announced_missing' then 0 else 1 end) as tables_found,
        sum(case when status = 'announced_missing' then 1 else 0 end) as tables_announced_missing
    from tables
    group by document_id
),

precisions as (
    select
        document_id,
        rounding_unit_yuan,
        row_number() over (
            partition by document_id
            order by count(*) desc, rounding_unit_yuan asc
        ) as frequency_rank
    from amounts
    group by document_id, rounding_unit_yuan
),

recognised as (
    select
        document_id,
        cast(floor(sum(10 * cast(confidence_percent as double)) / count(*)) / 10 as decimal(4, 1))
            as ocr_confidence_percent
    from amounts
    where confidence_percent is not null
    group by document_id
),

final as (
    select
        documents.document_id,
        documents.unit_id,
        documents.fiscal_year,
        documents.stage,
        documents.edition,
        documents.is_current,
        documents.title,
        documents.source_file,
        documents.sha256,
        documents.page_count,
        documents.money_unit,
        precisions.rounding_unit_yuan,
        cast(coalesce(table_counts.tables_found, 0) as integer) as tables_found,
        cast(coalesce(table_counts.tables_announced_missing, 0) as integer)
            as tables_announced_missing,
        cast(coalesce(ledger.figures, 0) as integer) as figures,
        cast(coalesce(ledger.figures_unaccounted, 0) as integer) as figures_unaccounted,
        documents.reporting_level,
        documents.pages_without_text,
        documents.identity_source,
        'CNY' as currency,
        documents.published_on,
        documents.published_precision,
        documents.published_printed,
        documents.published_line,
        documents.source_url,
        documents.retrieved_on,
        documents.added_on,
        documents.reader,
        documents.unit_kind_printed,
        documents.unit_kind_line,
        documents.parent_name_printed,
        documents.parent_line,
        recognised.ocr_confidence_percent
    from documents
    left join ledger on documents.document_id = ledger.document_id
    left join table_counts on documents.document_id = table_counts.document_id
    left join recognised on documents.document_id = recognised.document_id
    left join precisions
        on
            documents.document_id = precisions.document_id
            and precisions.frequency_rank = 1
)

select * from final
