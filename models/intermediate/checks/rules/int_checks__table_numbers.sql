-- The numbers of the tables run from 1 without a gap.
-- Grain: one row per document with numbered tables.
with

numbered as (
    select
        document_id,
        cast({{ parse_amount(dbt.split_part('table_no', "'-'", 1)) }} as integer) as table_number,
        min(line) as line
    from {{ ref('stg_raw__tables') }}
    where table_no is not null
    group by document_id, table_number
),

-- the number that each should have; null where it has it
wanted as (
    select
        *,
        nullif(
            coalesce(
                lag(table_number) over (partition by document_id order by table_number), 0
            ) + 1,
            table_number
        ) as wanted_number
    from numbered
    where table_number is not null
),

final as (
    select
        'table_numbers' as rule_id, 'numbering' as check_class, document_id,
        'document' as place_key, 'table_no' as label,
        coalesce(min(case when wanted_number is not null then line end), min(line)) as line,
        cast(
            coalesce(
                min(case when wanted_number is not null then table_number end), max(table_number)
            ) as {{ dbt.type_string() }}
        ) as printed_text,
        cast(coalesce(min(wanted_number), max(table_number)) as {{ dbt.type_string() }})
            as expected_text,
        case when count(wanted_number) > 0 then 'differs' else 'agrees' end as status
    from wanted
    group by document_id
)

select * from final
