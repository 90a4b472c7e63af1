-- Terms of the text against the tables (seed text_ties): a stated amount is the amount at its
-- place. One that is a power of ten off with the same digits is a slip of the unit of money and
-- has a class of its own; it is held against the table as it is printed.
-- Grain: one row per statement, tie and figure that takes part.
with

pairs as (
    select
        tied.tie_id, tied.table_index, tied.measure,
        tied.figure_id as table_id, tied.value as table_value,
        tied.low as table_low, tied.high as table_high,
        stated.document_id,
        case when stated.slip_factor <> 1 then 'unit_slip' else 'text_vs_table' end as check_class,
        stated.figure_id as text_id, stated.printed_value as text_value,
        {{ interval_low('stated.printed_value', 'stated.printed_step') }} as text_low,
        {{ interval_high('stated.printed_value', 'stated.printed_step') }} as text_high
    from {{ ref('int_checks__text_ties') }} as tied
    inner join {{ ref('int_checks__stated') }} as stated on tied.statement_id = stated.figure_id
    where not tied.is_compared
),

final as (
    {{ sides_of('pairs', [
        'tie_id as rule_id', 'check_class', 'document_id',
        narrow_key(['text_id']) ~ ' as head_key', 'text_id as place_key', 'table_index', 'measure',
    ], printed='text', part='table') }}
)

select * from final
