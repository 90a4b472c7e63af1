-- What the rows of documents that the build set aside break.
-- Grain: one row per document, model and invariant.
with

set_aside as (
    select * from {{ source('raw', 'set_aside') }}
),

final as (
    select
        document_id,
        unit_id,
        unit_name_printed,
        fiscal_year,
        stage,
        edition,
        source_file,
        model,
        invariant,
        failing_rows,
        page,
        line,
        reason
    from set_aside
)

select * from final
