-- The disclosures read, with the edition that counts today marked.
-- Grain: one row per document.
with

documents as (
    select
        raw_documents.*,
        editions.is_current
    from {{ source('raw', 'documents') }} as raw_documents
    inner join {{ ref('stg_raw__editions') }} as editions
        on raw_documents.document_id = editions.document_id
),

final as (
    select
        document_id,
        unit_id,
        unit_name_printed,
        unit_name_folded,
        fiscal_year,
        stage,
        edition,
        is_current,
        title,
        source_file,
        sha256,
        encoding,
        layout,
        page_count,
        line_count,
        money_unit,
        reporting_level,
        pages_without_text,
        identity_source,
        reader,
        published_printed,
        -- a month without a day is its first day
        cast(
            case when length(published_on) = 7 then published_on || '-01' else published_on end
            as date
        ) as published_on,
        case length(published_on) when 7 then 'month' when 10 then 'day' end as published_precision,
        published_line,
        source_url,
        cast(retrieved_on as date) as retrieved_on,
        cast(added_on as date) as added_on,
        unit_kind_printed,
        unit_kind_line,
        parent_name_printed,
        parent_unit_id,
        parent_line,
        content_sha256
    from documents
)

select * from final
