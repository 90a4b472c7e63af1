-- What a difference is evidence of, where its cause is known: the figure that is wrong, the column,
-- the blank, the list or the name. Differences of one document with the same key are one fault; one
-- without a key stands alone until others of its line or its name are found.
-- Grain: one row per check that differs.
with

-- the line of the amount that stands in another column
components as (
    select causes.check_id, amounts.line as component_line
    from {{ ref('int_checks__causes_in_tables') }} as causes
    inner join {{ ref('int_amounts__classified') }} as amounts
        on causes.figure_id = amounts.amount_id
    where causes.explanation = 'missing_component'
),

checks as (
    select
        checks.*,
        explained.explanation, explained.suspect_figure_id, rates.whole_id,
        cast(coalesce(components.component_line, checks.line) as {{ dbt.type_string() }})
            as blank_line,
        cast(checks.table_index as {{ dbt.type_string() }}) as table_no,
        sum(case when checks.rule_id = 'label_of_code' then 1 else 0 end) over (
            partition by checks.document_id, checks.table_index
        ) as labels,
        sum(case when explained.explanation = 'blank' then 1 else 0 end) over (
            partition by
                checks.document_id, checks.table_index, checks.rule_id, checks.measure, checks.phase
        ) as blanks
    from {{ ref('int_checks__differing') }} as checks
    left join {{ ref('int_checks__explained') }} as explained
        on checks.check_id = explained.check_id
    left join components on checks.check_id = components.check_id
    left join {{ ref('int_checks__narrative_arithmetic') }} as rates
        on checks.check_id = rates.check_id
),

final as (
    select
        document_id, check_id, rule_id, check_class, table_index, line, measure, code, label,
        difference, printed_low, printed_high, expected_low, expected_high, explanation,
        suspect_figure_id, case
            when explanation in ('year_before', 'slipped_rows')
                then concat(explanation, '|', table_no)
            when suspect_figure_id is not null then concat('figure|', suspect_figure_id)
            -- a remark on an amount that another check may suspect
            when rule_id = 'increase_above_amount'
                then concat(
                    'figure|', {{ dbt.split_part('evidence_figure_ids', "' '", 1) }}
                )
            when explanation = 'rounding_forced' then concat('shares|', whole_id)
            -- a column that is blank in several rows over the columns of its parts
            when
                explanation = 'blank' and blanks > 1
                and rule_id in (select sums.identity_id from {{ ref('measure_sums') }} as sums)
                then concat('blanks|', table_no, '|', rule_id, '|', measure)
            when
                explanation = 'missing_component'
                or explanation in ('blank', 'blank_parts')
                and check_class in ('missing_amount', 'row_identity')
                then concat('blank|', blank_line)
            when rule_id = 'label_of_code' and labels >= 3 then concat('labels|', table_no)
            when rule_id in ('listed_in_table', 'table_in_list')
                then concat(
                    'list|', case
                        when code like '301%' or code like '303%' then 'personnel'
                        when code like '3%' then 'public'
                        when code like '2%' then 'function'
                        else 'revenue'
                    end
                )
            when
                check_class in ('code_label', 'entity', 'numbering')
                or rule_id = 'project_name'
                then concat(
                    rule_id, '|', coalesce(code, ''), '|', coalesce(printed_text, ''), '|',
                    coalesce(expected_text, '')
                )
        end as cause_key
    from checks
)

select * from final
