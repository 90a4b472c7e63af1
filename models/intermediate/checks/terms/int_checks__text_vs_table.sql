-- Terms of the text against the tables: a stated amount is the amount at its place. One that is a
-- power of ten off with the same digits is a slip of the unit of money and has a class of its own.
-- Grain: one row per statement, tie and figure that takes part.
with

stated as (
    select * from {{ ref('int_checks__stated') }}
),

ties as (
    select * from {{ ref('int_checks__text_ties') }}
),

tied as (
    select distinct
        statement_id,
        tie_id,
        table_index,
        measure
    from ties
),

heads as (
    select
        stated.figure_id as statement_id,
        tied.tie_id,
        stated.document_id,
        tied.table_index,
        stated.phase,
        stated.code,
        stated.subject as label,
        tied.measure,
        stated.line,
        stated.printed_value,
        stated.printed_step,
        stated.slip_factor
    from tied
    inner join stated on tied.statement_id = stated.figure_id
),

unioned as (
    select
        statement_id,
        tie_id,
        'printed' as term_role,
        statement_id as figure_id,
        printed_value as value,
        {{ interval_low('printed_value', 'printed_step') }} as low,
        {{ interval_high('printed_value', 'printed_step') }} as high
    from heads
    union all
    select
        statement_id,
        tie_id,
        'part' as term_role,
        figure_id,
        value,
        low,
        high
    from ties
),

class_terms as (
    select
        heads.tie_id as rule_id,
        case when heads.slip_factor <> 1 then 'unit_slip' else 'text_vs_table' end as check_class,
        heads.document_id,
        heads.statement_id as place_key,
        heads.table_index,
        heads.phase,
        heads.code,
        heads.label,
        heads.measure,
        heads.line,
        unioned.term_role,
        1 as weight,
        unioned.figure_id,
        unioned.value,
        unioned.low,
        unioned.high,
        'yuan' as value_unit
    from unioned
    inner join heads
        on
            unioned.statement_id = heads.statement_id
            and unioned.tie_id = heads.tie_id
),

final as (
    select
        {{ check_id() }} as check_id,
        *
    from class_terms
)

select * from final
