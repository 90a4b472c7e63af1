-- Every figure that the narrative or the head of a performance table states, with what it is of
-- and where it stands. Not additive: a figure is repeated and contained in others.
-- Grain: one row per statement.
with

resolved as (
    select * from {{ ref('int_statements__resolved') }}
),

final as (
    select
        statement_id,
        document_id,
        unit_id,
        document_is_current as is_current,
        statement_no,
        source,
        fiscal_year,
        phase,
        scope,
        project_name,
        subject,
        subject_path,
        subject_code,
        heading,
        classification,
        code,
        concept_type,
        concept,
        side,
        metric,
        value,
        value_step,
        direction,
        bound,
        unit,
        amount_yuan,
        rounding_unit_yuan,
        printed_text,
        whole,
        whole_statement_id,
        compared_year,
        compared_phase,
        base_statement_id,
        earlier_statement_id,
        reason_unused,
        page,
        line,
        char_from,
        char_to
    from resolved
)

select * from final
