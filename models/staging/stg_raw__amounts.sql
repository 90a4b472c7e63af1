-- The amounts printed in tables, typed: exact yuan with the printed precision beside them. A figure
-- is in its own unit of money where it is printed with one, else in its table's; one that is no
-- number, or has no known unit of money, or is a rate, keeps its row without an amount; so does one
-- that was recognised from a picture and is doubtful. One that recognition misread has the amount
-- that the sums around it prove. Under a
-- heading that was unknown when it was read, it measures what stewards have answered since.
-- Grain: one row per document, table, row and column.
with

amounts as (
    select * from {{ source('raw', 'amounts') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

heading_answers as (
    select * from {{ source('raw', 'heading_answers') }}
),

scaled as (
    select
        amounts.*,
        coalesce(amounts.measure, heading_answers.measure) as measured,
        case
            when coalesce(amounts.reading, 'printed') <> 'doubtful'
                then coalesce(amounts.repaired_text, amounts.value_text)
        end as read_text,
        case
            when amounts.money_unit is null then tables.yuan_per_unit else money_units.yuan
        end as yuan_per_unit
    from amounts
    left join money_units on amounts.money_unit = money_units.unit
    left join tables
        on
            amounts.document_id = tables.document_id
            and amounts.table_index = tables.table_index
    left join heading_answers
        on
            amounts.document_id = heading_answers.document_id
            and amounts.table_index = heading_answers.table_index
            and amounts.heading_folded = heading_answers.heading_folded
),

parsed as (
    select
        *,
        {{ parse_amount('read_text') }} * yuan_per_unit as yuan,
        case
            when {{ parse_amount('read_text') }} is not null
                then {{ printed_unit('read_text') }} * yuan_per_unit
        end as unit_yuan
    from scaled
),

final as (
    select
        {{ surrogate_key(['document_id', 'table_index', 'row_no', 'column_no']) }} as amount_id,
        document_id,
        table_index,
        row_no,
        column_no,
        side,
        classification,
        phase,
        year_printed,
        row_kind,
        row_depth,
        code_printed,
        code_folded,
        economic_code_folded,
        label_printed,
        label_folded,
        label_key,
        heading_printed,
        heading_folded,
        measured as measure,
        case
            when coalesce(measured, '') <> 'year_change_rate' then {{ quantity_as_money('yuan') }}
        end as amount_yuan,
        case
            when coalesce(measured, '') <> 'year_change_rate'
                then {{ quantity_as_money('unit_yuan') }}
        end as rounding_unit_yuan,
        printed_text,
        placement,
        reading,
        cast(100 * cast(confidence as decimal(3, 2)) as decimal(4, 1)) as confidence_percent,
        page,
        line,
        char_from,
        box,
        form_row_no,
        form_column_no,
        line_code
    from parsed
)

select * from final
