-- The text names a project as its table of performance does: the one with the same execution.
-- Grain: one row per rate of the text.
with

executions as (select * from {{ ref('int_checks__executions') }}),

final as (
    select
        'project_name' as rule_id, 'text_vs_table' as check_class, told.document_id,
        told.rate_id as place_key, told.subject as label, told.line, told.subject as printed_text,
        min(tabled.project_name) as expected_text,
        case
            when
                bool_or(
                    {{ project_key('told.subject') }}
                    = {{ project_key('tabled.project_name_folded') }}
                )
                then 'agrees'
            else 'differs'
        end as status, told.rate_id as figure_ids
    from executions as told
    inner join executions as tabled
        on {{ same('told', 'tabled', ['document_id', 'budget', 'spent']) }}
    where
        told.source = 'narrative' and tabled.source = 'performance'
        and told.item is null and told.code is null
        and tabled.project_name is not null
    group by told.document_id, told.rate_id, told.subject, told.line
)

select * from final
