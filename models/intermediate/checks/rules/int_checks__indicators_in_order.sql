-- The indicators of a cell and their targets stand in one order: a rate has a target in per cent,
-- and what is in words (合规性) none. Two of a cell that are the wrong way round show that the one
-- list is in another order than the other; one alone shows nothing.
-- Grain: one row per cell of several indicators of which one is a rate and one a property.
with

indicators as (
    select
        *,
        {{ matches('level_3', '率$') }} as is_rate,
        {{ matches('level_3', '性$') }} as is_property
    from {{ ref('stg_raw__indicators') }}
    where {{ matches("coalesce(part, '')", '^[0-9]+$') }} and level_3 is not null
),

cells as (
    select
        document_id, table_index, line, period, level_2,
        min(project_name) as project_name,
        {{ joined_text('level_3') }} as named,
        max(
            case
                when is_rate and target_value is null and operator = 'qualitative' then 1
                else 0
            end
        ) as has_rate_in_words,
        max(case when is_property and indicator_unit = '%' then 1 else 0 end)
            as has_property_in_per_cent
    from indicators
    group by document_id, table_index, line, period, level_2
    having
        max(case when is_rate then 1 else 0 end) = 1
        and max(case when is_property then 1 else 0 end) = 1
),

final as (
    select
        'indicators_in_order' as rule_id, 'numbering' as check_class, document_id,
        concat(
            cast(table_index as {{ dbt.type_string() }}), '|',
            cast(line as {{ dbt.type_string() }}), '|',
            coalesce(period, ''), '|', coalesce(level_2, '')
        ) as place_key,
        table_index, project_name as label, line,
        replace(named, ' ', '、') as printed_text,
        case
            when has_rate_in_words = 1 and has_property_in_per_cent = 1 then 'differs'
            else 'agrees'
        end as status
    from cells
)

select * from final
