-- Terms of the text against the tables (seed text_ties): a stated amount is the amount at its
-- place. One that is a power of ten off with the same digits is a slip of the unit of money and
-- has a class of its own; it is held against the table as it is printed.
-- Grain: one row per statement, tie and figure that takes part.
with

ties as (
    select * from {{ ref('int_checks__text_ties') }}
),

sides as (
    select distinct
        statement_id,
        tie_id,
        table_index,
        measure,
        'printed' as term_role,
        statement_id as figure_id,
        cast(null as decimal(24, 6)) as value,
        cast(null as decimal(24, 6)) as low,
        cast(null as decimal(24, 6)) as high
    from ties
    union all
    select
        statement_id,
        tie_id,
        table_index,
        measure,
        'part' as term_role,
        figure_id,
        value,
        low,
        high
    from ties
),

final as (
    select
        sides.tie_id as rule_id,
        case when stated.slip_factor <> 1 then 'unit_slip' else 'text_vs_table' end as check_class,
        stated.document_id,
        {{ narrow_key(['sides.statement_id']) }} as head_key,
        sides.statement_id as place_key,
        {{ columns_of('sides', ['table_index', 'measure', 'term_role', 'figure_id']) }},
        coalesce(sides.value, stated.printed_value) as value,
        coalesce(
            sides.low, {{ interval_low('stated.printed_value', 'stated.printed_step') }}
        ) as low,
        coalesce(
            sides.high, {{ interval_high('stated.printed_value', 'stated.printed_step') }}
        ) as high
    from sides
    inner join {{ ref('int_checks__stated') }} as stated on sides.statement_id = stated.figure_id
)

select * from final
