-- What a difference is evidence of, where its cause is known: the figure that is wrong, the column,
-- the blank, the list or the name. Differences of one document with the same key are one fault; one
-- without a key stands alone until others of its line or its name are found.
-- Grain: one row per check that differs.
with

checks as (
    select * from {{ ref('int_checks__differing') }}
),

explained as (
    select * from {{ ref('int_checks__explained') }}
),

-- the line of the amount that stands in another column
components as (
    select
        causes.check_id,
        amounts.line
    from {{ ref('int_checks__causes_in_tables') }} as causes
    inner join {{ ref('int_amounts__classified') }} as amounts
        on causes.figure_id = amounts.amount_id
    where causes.explanation = 'missing_component'
),

labels as (
    select
        document_id,
        table_index,
        count(*) as labels
    from checks
    where rule_id = 'label_of_code'
    group by document_id, table_index
),

final as (
    select
        {% for column in [
            'document_id', 'check_id', 'rule_id', 'check_class', 'table_index', 'line', 'measure',
            'code', 'label', 'difference', 'printed_low', 'printed_high', 'expected_low',
            'expected_high',
        ] -%}
            checks.{{ column }},
        {% endfor -%}
        explained.explanation,
        explained.suspect_figure_id,
        case
            when explained.explanation in ('year_before', 'slipped_rows')
                then concat(
                    explained.explanation, '|',
                    cast(checks.table_index as {{ dbt.type_string() }})
                )
            when explained.suspect_figure_id is not null
                then concat('figure|', explained.suspect_figure_id)
            when explained.explanation = 'rounding_forced' then concat('shares|', rates.whole_id)
            when
                explained.explanation = 'missing_component'
                or explained.explanation in ('blank', 'blank_parts')
                and checks.check_class in ('missing_amount', 'row_identity')
                then concat(
                    'blank|',
                    cast(coalesce(components.line, checks.line) as {{ dbt.type_string() }})
                )
            when checks.rule_id = 'label_of_code' and labels.labels >= 3
                then concat('labels|', cast(checks.table_index as {{ dbt.type_string() }}))
            when checks.rule_id in ('listed_in_table', 'table_in_list')
                then concat(
                    'list|',
                    case
                        when checks.code like '301%' or checks.code like '303%' then 'personnel'
                        when checks.code like '3%' then 'public'
                        when checks.code like '2%' then 'function'
                        else 'revenue'
                    end
                )
            when
                checks.check_class in ('code_label', 'entity', 'numbering')
                or checks.rule_id = 'project_name'
                then concat(
                    checks.rule_id, '|',
                    coalesce(checks.code, ''), '|',
                    coalesce(checks.printed_text, ''), '|',
                    coalesce(checks.expected_text, '')
                )
        end as cause_key
    from checks
    left join explained on checks.check_id = explained.check_id
    left join components on checks.check_id = components.check_id
    left join labels
        on {{ same('checks', 'labels', ['document_id', 'table_index']) }}
    left join {{ ref('int_checks__narrative_arithmetic') }} as rates
        on checks.check_id = rates.check_id
)

select * from final
