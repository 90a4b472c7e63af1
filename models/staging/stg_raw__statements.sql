-- The figures that the narrative and the heads of performance tables state, typed: an exact signed
-- value with the last place printed, and exact yuan where the unit is one of money. A figure in
-- words (level with the year before) has no printed step.
-- Grain: one row per document and statement_no.
with

statements as (
    select * from {{ source('raw', 'statements') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

figured as (
    select
        statements.*,
        {{ matches('statements.printed_text', '[0-9０-９]') }} as is_in_digits,
        money_units.yuan as yuan_per_unit
    from statements
    left join money_units on statements.unit = money_units.unit
),

valued as (
    select
        *,
        {{ parse_amount('value_text') }} as number,
        case
            when {{ parse_amount('value_text') }} is null then null
            when is_in_digits then {{ printed_unit('value_text') }}
            else 0
        end as printed_step
    from figured
),

final as (
    select
        {{ surrogate_key(['document_id', 'statement_no']) }} as statement_id,
        document_id,
        statement_no,
        source,
        project_name,
        project_name_folded,
        subject,
        subject_key,
        subject_path,
        subject_path_key,
        subject_code,
        part_of,
        heading,
        whole,
        metric,
        printed_text,
        cast(number as decimal(20, 4)) as value,
        cast(printed_step as decimal(20, 6)) as value_step,
        direction,
        bound,
        unit,
        {{ money('number * yuan_per_unit') }} as amount_yuan,
        {{ money('printed_step * yuan_per_unit') }} as rounding_unit_yuan,
        cast(0.01 * yuan_per_unit as decimal(20, 2)) as bound_step_yuan,
        fiscal_year,
        phase,
        scope,
        compared_year,
        compared_phase,
        case
            when base_statement_no is not null
                then {{ surrogate_key(['document_id', 'base_statement_no']) }}
        end as base_statement_id,
        case
            when earlier_statement_no is not null
                then {{ surrogate_key(['document_id', 'earlier_statement_no']) }}
        end as earlier_statement_id,
        case
            when whole_statement_no is not null
                then {{ surrogate_key(['document_id', 'whole_statement_no']) }}
        end as whole_statement_id,
        reading,
        page,
        line,
        char_from,
        char_to
    from valued
)

select * from final
