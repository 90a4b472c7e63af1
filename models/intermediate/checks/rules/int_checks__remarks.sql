-- The rules over the wording of the text (wording): each remark on it is a finding, with the few
-- characters that show it. The kinds are the rules' names; a rate whose unit is not printed is
-- known from the ledger. A remark on what follows from two amounts rests on both. Of what the text
-- lacks there may be several at one place, which is where the document begins.
-- Grain: one row per remark.
with

noted as (
    select kind, document_id, line, char_from, token from {{ ref('stg_raw__remarks') }}
    union distinct
    select reason as kind, document_id, line, char_from, printed_text as token
    from {{ ref('stg_raw__figures') }}
    where reason = 'unit_missing'
),

remarks as (
    select *, count(*) over (partition by kind, document_id, line, char_from) as at_one_place
    from noted
),

amounts as (
    select
        document_id, line, char_from,
        min(
            concat_ws(
                ' ', statement_id, base_statement_id, earlier_statement_id, whole_statement_id
            )
        ) as figure_ids
    from {{ ref('stg_raw__statements') }}
    group by document_id, line, char_from
),

final as (
    select
        remarks.kind as rule_id, 'wording' as check_class, remarks.document_id,
        cast(remarks.line as {{ dbt.type_string() }}) || '|'
        || cast(remarks.char_from as {{ dbt.type_string() }})
        || case when remarks.at_one_place > 1 then '|' || remarks.token else '' end as place_key,
        remarks.token as label, remarks.line, remarks.token as printed_text,
        'differs' as status, amounts.figure_ids
    from remarks
    left join amounts
        on
            remarks.kind in ('rate_of_nothing', 'increase_above_amount')
            and {{ same('remarks', 'amounts', ['document_id', 'line', 'char_from']) }}
)

select * from final
