-- A document has one code of its unit throughout. A unit has the code of its department and three
-- digits more: the main one has six or more. A document of several units prints their codes in one
-- table and is not of one unit.
-- Grain: one row per table and printed code.
with

codes as (
    select
        ledger.document_id, printed.table_index, ledger.printed_text as unit_code,
        min(ledger.line) as line
    from {{ ref('stg_raw__figures') }} as ledger
    inner join {{ ref('stg_raw__tables') }} as printed
        on
            ledger.document_id = printed.document_id
            and ledger.line between printed.line and printed.line_end
    where ledger.reason = 'unit code'
    group by ledger.document_id, printed.table_index, ledger.printed_text
),

spread as (
    select
        document_id, unit_code,
        row_number() over (
            partition by document_id
            order by count(*) desc, length(unit_code) desc, unit_code
        ) as spread_rank
    from codes
    where length(unit_code) >= 6
    group by document_id, unit_code
),

tables_of_units as (
    select document_id from codes
    where length(unit_code) >= 6
    group by document_id, table_index
    having count(*) > 1
),

final as (
    select
        'unit_code' as rule_id, 'entity' as check_class, codes.document_id,
        cast(codes.table_index as {{ dbt.type_string() }}) || ' ' || codes.unit_code as place_key,
        codes.table_index, codes.unit_code as label, codes.line, codes.unit_code as printed_text,
        spread.unit_code as expected_text,
        case when codes.unit_code = spread.unit_code then 'agrees' else 'differs' end as status
    from codes
    inner join spread on codes.document_id = spread.document_id and spread.spread_rank = 1
    where codes.document_id not in (select tables_of_units.document_id from tables_of_units)
)

select * from final
