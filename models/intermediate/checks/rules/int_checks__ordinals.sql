-- The rule over the numbers that a form gives its lines (一、二、三).
--   ordinals_in_order   each number follows the one before it in its column group (numbering)
-- A form that leaves blank lines out leaves numbers out with them: only a group that prints blank
-- numbered lines is looked at, and only where the text keeps its columns. A one begins again. A
-- side that is divided twice (by function and by use) has two runs side by side, which the rows do
-- not tell apart: it is left.
-- Grain: one row per document, table and column group.
with

documents as (select * from {{ ref('stg_raw__documents') }}),

ordinals as (select * from {{ ref('ordinals') }}),

printed as (
    select
        document_id, table_index,
        coalesce(side, '') as side,
        row_no, label_printed, label_folded, line, 0 as is_blank
    from {{ ref('stg_raw__amounts') }}
    where label_printed is not null
    union
    select
        document_id, table_index,
        coalesce(side, '') as side,
        row_no, label_printed, label_folded, line, 1 as is_blank
    from {{ ref('stg_raw__lines') }}
),

several_groups as (
    select distinct document_id, table_index, side from (
        select document_id, table_index, side, row_no from printed
        group by document_id, table_index, side, row_no
        having count(distinct label_printed) > 1
    ) as rows_of_several
),

numbered as (
    select
        printed.*, ordinals.ordinal, ordinals.number,
        lag(ordinals.number) over in_group as number_before,
        max(printed.is_blank) over (
            partition by printed.document_id, printed.table_index, printed.side
        ) as has_blank
    from printed
    inner join documents on printed.document_id = documents.document_id
    inner join ordinals
        on {{ dbt.split_part('printed.label_folded', "'、'", 1) }} = ordinals.ordinal
    left join several_groups
        on {{ same('printed', 'several_groups', ['document_id', 'table_index', 'side']) }}
    where documents.layout = 'tabbed' and several_groups.document_id is null
    window in_group as (
        partition by printed.document_id, printed.table_index, printed.side
        order by printed.row_no, printed.line, ordinals.number
    )
),

judged as (
    select
        *,
        case
            when number_before is null or number = 1 or number = number_before + 1 then 0
            else 1
        end as is_off,
        row_number() over (
            partition by document_id, table_index, side
            order by
                case
                    when number_before is null or number = 1 or number = number_before + 1 then 1
                    else 0
                end,
                row_no
        ) as place
    from numbered
    where has_blank = 1
),

final as (
    select
        'ordinals_in_order' as rule_id, 'numbering' as check_class, judged.document_id,
        cast(judged.table_index as {{ dbt.type_string() }}) || '|' || judged.side as place_key,
        judged.table_index, judged.label_printed as label, judged.line,
        judged.ordinal as printed_text,
        coalesce(wanted.ordinal, judged.ordinal) as expected_text,
        case when judged.is_off = 1 then 'differs' else 'agrees' end as status
    from judged
    left join ordinals as wanted
        on judged.is_off = 1 and wanted.number = judged.number_before + 1
    where judged.place = 1
)

select * from final
