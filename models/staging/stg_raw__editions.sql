-- Which edition of a disclosure counts, and what each has lost. An edition without a table that one
-- before it prints with amounts is asked about on the worklist, and the one before counts until a
-- steward answers that it is current; later ones are then held against it. A table, as every model
-- that reads a document asks which edition counts.
-- Grain: one row per document.
{{ config(materialized='table') }}

with

documents as (
    select
        raw_documents.document_id,
        raw_documents.unit_id,
        raw_documents.fiscal_year,
        raw_documents.stage,
        raw_documents.edition,
        answers.answer is not null as is_confirmed
    from {{ source('raw', 'documents') }} as raw_documents
    left join {{ ref('unmapped_answers') }} as answers
        on
            raw_documents.document_id = answers.printed_text
            and answers.kind = 'edition'
            and answers.answer = 'current'
),

tables as (
    select
        document_id,
        table_type,
        min(title) as title,
        sum(amount_count) as amount_count
    from {{ source('raw', 'tables') }}
    where table_type is not null and status <> 'announced_missing'
    group by document_id, table_type
),

-- what an edition is held against: those before it, from the last that was confirmed on
compared as (
    select
        newer.document_id,
        older.document_id as older_id,
        older.edition,
        max(case when older.is_confirmed then older.edition else 0 end)
            over (partition by newer.document_id) as confirmed_edition
    from documents as newer
    inner join documents as older
        on
            newer.unit_id = older.unit_id
            and newer.fiscal_year = older.fiscal_year
            and newer.stage = older.stage
            and newer.edition > older.edition
),

lost as (
    select
        compared.document_id,
        tables.table_type,
        max(tables.title) as title
    from compared
    inner join tables on compared.older_id = tables.document_id
    left join tables as kept
        on
            compared.document_id = kept.document_id
            and tables.table_type = kept.table_type
    where
        compared.edition >= compared.confirmed_edition
        and tables.amount_count > 0
        and kept.document_id is null
    group by compared.document_id, tables.table_type
),

losing as (
    select
        document_id,
        {{ joined_text("replace(coalesce(title, table_type), ' ', '')") }} as lost_tables,
        {{ joined_text('table_type') }} as lost_types
    from lost
    group by document_id
),

final as (
    select
        documents.document_id,
        documents.edition,
        losing.lost_tables,
        losing.lost_types,
        losing.document_id is not null and not documents.is_confirmed as is_asked,
        documents.edition = max(
            case
                when losing.document_id is null or documents.is_confirmed then documents.edition
            end
        ) over (partition by documents.unit_id, documents.fiscal_year, documents.stage)
            as is_current
    from documents
    left join losing on documents.document_id = losing.document_id
)

select * from final
