-- Amounts in 元 or 万元 are printed in tables with two decimals at most. A filing has one note of it,
-- at the first amount with more, however many of them there are; one whose tables give no amount or
-- no known unit of money has no check.
-- Grain: one row per filing with amounts in tables.
with

amounts as (
    select
        amounts.document_id, amounts.amount_id, amounts.line, amounts.char_from,
        amounts.printed_text,
        case when {{ matches('amounts.printed_text', '[.][0-9]{3}') }} then 1 else 0 end as is_finer
    from {{ ref('stg_raw__amounts') }} as amounts
    inner join {{ ref('stg_raw__tables') }} as printed
        on {{ same('amounts', 'printed', ['document_id', 'table_index']) }}
    where amounts.amount_yuan is not null and printed.yuan_per_unit <= 10000
),

ranked as (
    select
        *,
        row_number() over (
            partition by document_id
            order by is_finer desc, line asc, char_from asc, amount_id asc
        ) as choice
    from amounts
),

final as (
    select
        'decimals_in_tables' as rule_id, 'wording' as check_class, document_id,
        'document' as place_key, printed_text as label, line, printed_text,
        case when is_finer = 1 then 'differs' else 'agrees' end as status
    from ranked
    where choice = 1
)

select * from final
