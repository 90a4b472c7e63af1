-- What to ask the publishing unit: each difference with its place, what is printed, what follows
-- by the rule, by how much they are apart, the fault that it is evidence of, and the probable
-- cause, in words and in the units that the document prints. Which of the two is wrong the rule
-- does not say: dq_fault names the suspect where the other checks pick it.
-- Grain: one row per check that differs.
with

checks as (
    select * from {{ ref('fct_check') }}
    where status = 'differs'
),

documents as (
    select * from {{ ref('dim_document') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

tables as (
    select * from {{ ref('dim_table') }}
),

rules as (
    select * from {{ ref('int_checks__rules') }}
),

explanations as (
    select * from {{ ref('explanations') }}
),

measures as (
    select * from {{ ref('measures') }}
),

-- What a check calls by a code of ours, a reader calls by its name; a code has one name in these,
-- but for concepts, some of which are measures too.
names as (
    select
        code,
        coalesce(min(case when vocabulary <> 'concept' then name end), min(name)) as name
    from {{ ref('codes') }}
    where
        vocabulary in ('measure', 'metric', 'unit_measure', 'table_type', 'scope', 'concept')
    group by code
),

suspects as (
    select
        amount_id as figure_id,
        line,
        printed_text
    from {{ ref('stg_raw__amounts') }}
    union all
    select
        statement_id as figure_id,
        line,
        printed_text
    from {{ ref('stg_raw__statements') }}
),

final as (
    select
        checks.check_id,
        checks.fault_id,
        checks.document_id,
        units.unit_name,
        checks.fiscal_year,
        documents.stage,
        checks.is_current,
        documents.source_file,
        checks.page,
        checks.line,
        tables.title as table_title,
        checks.check_class,
        checks.rule_id,
        rules.meaning as rule_meaning,
        coalesce(case when codes.name is null then checks.code || ' ' end, '')
        || coalesce(labels.name, checks.label, '')
        || coalesce(
            ' [' || coalesce(measures.name, metrics.name, nullif(checks.measure, 'unsplit')) || ']',
            ''
        )
            as place,
        coalesce(
            checks.printed_text,
            {{ readable_quantity(
                'checks.printed_value', 'checks.value_unit', 'checks.check_class', 2
            ) }},
            ''
        ) as printed,
        coalesce(
            checks.expected_text,
            {{ readable_quantity(
                'checks.expected_value', 'checks.value_unit', 'checks.check_class', 4
            ) }},
            ''
        ) as expected_by_rule,
        {{ readable_quantity(
            'checks.difference_value', 'checks.value_unit', 'checks.check_class', 4
        ) }} as difference,
        checks.explanation,
        explanations.meaning
        || case
            when suspects.figure_id is not null
                then
                    ': line ' || cast(suspects.line as {{ dbt.type_string() }})
                    || ', ' || suspects.printed_text || ' for '
                    || {{ readable_quantity(
                        'checks.suggested_value', 'checks.value_unit', 'checks.check_class', 2
                    ) }}
            else ''
        end as probable_cause
    from checks
    inner join documents on checks.document_id = documents.document_id
    inner join units on checks.unit_id = units.unit_id
    left join tables
        on
            checks.document_id = tables.document_id
            and checks.table_index = tables.table_index
    left join rules
        on
            checks.rule_id = rules.rule_id
            and checks.check_class = rules.check_class
    left join explanations on checks.explanation = explanations.explanation
    left join measures on checks.measure = measures.measure
    left join names as metrics on checks.measure = metrics.code
    left join names as labels on checks.label = labels.code
    left join names as codes on checks.code = codes.code
    left join suspects on checks.suspect_figure_id = suspects.figure_id
)

select * from final
