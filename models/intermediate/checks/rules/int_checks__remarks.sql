-- The rules over the wording of the text (wording): each remark on it is a finding, with the few
-- characters that show it. The kinds are the rules' names; a rate whose unit is not printed is
-- known from the ledger.
-- Grain: one row per remark.
with

remarks as (
    select kind, document_id, line, char_from, token from {{ ref('stg_raw__remarks') }}
    union all
    select reason as kind, document_id, line, char_from, printed_text as token
    from {{ ref('stg_raw__figures') }}
    where reason = 'unit_missing'
),

final as (
    select
        kind as rule_id, 'wording' as check_class, document_id,
        cast(line as {{ dbt.type_string() }}) || '|' || cast(char_from as {{ dbt.type_string() }})
            as place_key,
        token as label, line, token as printed_text, 'differs' as status
    from remarks
)

select * from final
