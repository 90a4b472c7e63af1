-- What a department's document tells of each unit that it lists, under the unit's own id: the
-- leaves of the unit's block, and the totals of its row. All of it is in the department's rows of
-- the other facts too, which are what counts. The rows of one item type but unit_total add up.
-- Grain: one row per document, unit, year, phase, scope, item type, item, nature, fund and group.
{%- set text = dbt.type_string() %}
with

told as (
    select
        *,
        case fact
            when 'revenue' then revenue_source
            when 'three_public' then three_public_category
            else code
        end as listed_item
    from {{ ref('int_facts__told') }}
    where is_listed
),

totals as (
    select
        totals.*,
        amounts.reading
    from {{ ref('int_totals__printed') }} as totals
    inner join {{ ref('stg_raw__amounts') }} as amounts on totals.amount_id = amounts.amount_id
    where totals.is_listed
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

leaves as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        fact as listed_item_type,
        listed_item,
        spending_nature,
        fund_source,
        expense_group,
        {{ money('sum(amount_yuan)') }} as amount_yuan,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        min(placement) as placement,
        coverage,
        table_index,
        {{ joined_text('amount_id') }} as evidence_amount_ids,
        {{ least_sure_reading('reading') }} as reading
    from told
    group by
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        fact,
        listed_item,
        spending_nature,
        fund_source,
        expense_group,
        coverage,
        table_index
),

unioned as (
    select * from leaves
    union all
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        'unit_total' as listed_item_type,
        case when measure = 'total_expenditure' then 'current_expenditure' else measure end
            as listed_item,
        cast(null as {{ text }}) as spending_nature,
        cast(null as {{ text }}) as fund_source,
        cast(null as {{ text }}) as expense_group,
        amount_yuan,
        rounding_unit_yuan,
        'printed' as placement,
        cast(null as {{ text }}) as coverage,
        cast(null as integer) as table_index,
        amount_id as evidence_amount_ids,
        reading
    from totals
),

final as (
    select
        {{ surrogate_key([
            'unioned.document_id', 'unioned.unit_id', 'unioned.fiscal_year', 'unioned.phase',
            'unioned.scope', 'unioned.listed_item_type', 'unioned.listed_item',
            'unioned.spending_nature', 'unioned.fund_source', 'unioned.expense_group',
        ]) }} as listed_unit_row_id,
        unioned.unit_id,
        documents.unit_id as department_unit_id,
        unioned.fiscal_year,
        unioned.phase,
        unioned.scope,
        unioned.listed_item_type,
        unioned.listed_item,
        unioned.spending_nature,
        unioned.fund_source,
        unioned.expense_group,
        unioned.amount_yuan,
        unioned.rounding_unit_yuan,
        unioned.coverage,
        unioned.placement,
        unioned.document_id,
        documents.is_current,
        unioned.table_index,
        unioned.evidence_amount_ids,
        unioned.reading
    from unioned
    inner join documents on unioned.document_id = documents.document_id
)

select * from final
