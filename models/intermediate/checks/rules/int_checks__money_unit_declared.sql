-- A table with amounts has a unit of money that is known.
-- Grain: one row per table with amounts.
with

final as (
    select
        'money_unit_declared' as rule_id, 'unit_slip' as check_class, document_id,
        cast(table_index as {{ dbt.type_string() }}) as place_key,
        table_index,
        coalesce(title, table_type) as label,
        line, money_unit as printed_text,
        case when yuan_per_unit is null then 'differs' else 'agrees' end as status
    from {{ ref('stg_raw__tables') }}
    where amount_count > 0
)

select * from final
