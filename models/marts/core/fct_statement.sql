-- Every figure that the narrative or the head of a performance table states, with what it is of
-- and where it stands. Not additive: a figure is repeated and contained in others.
-- Grain: one row per statement.
with

resolved as (
    select * from {{ ref('int_statements__resolved') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

final as (
    select
        resolved.statement_id,
        resolved.document_id,
        resolved.unit_id,
        resolved.document_is_current as is_current,
        resolved.statement_no,
        resolved.source,
        resolved.fiscal_year,
        resolved.phase,
        resolved.scope,
        resolved.project_name,
        resolved.subject,
        resolved.subject_path,
        resolved.subject_code,
        resolved.heading,
        resolved.classification,
        resolved.code,
        resolved.concept_type,
        resolved.concept,
        resolved.side,
        resolved.metric,
        resolved.value,
        resolved.value_step,
        resolved.direction,
        resolved.bound,
        resolved.unit,
        resolved.amount_yuan,
        resolved.rounding_unit_yuan,
        resolved.printed_text,
        resolved.whole,
        resolved.whole_statement_id,
        resolved.compared_year,
        resolved.compared_phase,
        resolved.base_statement_id,
        resolved.earlier_statement_id,
        resolved.reason_unused,
        resolved.page,
        resolved.line,
        resolved.char_from,
        resolved.char_to,
        {{ reading_of_text('documents.reader') }} as reading
    from resolved
    inner join documents on resolved.document_id = documents.document_id
)

select * from final
