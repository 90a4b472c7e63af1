-- Documents that the build set aside, as their rows break a model, with the reason. They are in no
-- other mart, and are tried again once their rows, those of their unit, the code or a seed change.
-- Grain: one row per document, model and invariant.
with

set_aside as (
    select * from {{ ref('stg_raw__set_aside') }}
),

final as (
    select
        {{ surrogate_key(['document_id', 'model', 'invariant']) }} as set_aside_id,
        document_id,
        unit_id,
        unit_name_printed as unit_name,
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
