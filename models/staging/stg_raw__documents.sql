-- The disclosures read, with the edition that counts today marked.
-- Grain: one row per document.
with

documents as (
    select * from {{ source('raw', 'documents') }}
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
        edition = max(edition) over (partition by unit_id, fiscal_year, stage) as is_current,
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
        content_sha256
    from documents
)

select * from final
