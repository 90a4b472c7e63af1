-- Every evaluation of every rule, those that agree too: what is printed, what the rule gives, by
-- how much it may be off, the fault that it is evidence of, and the keys of all that takes part.
-- Money has the columns in yuan; rates, points and texts have the ones beside them.
-- Grain: one row per rule and place.
with

checks as (
    select * from {{ ref('int_checks__all') }}
),

explained as (
    select * from {{ ref('int_checks__explained') }}
),

faulted as (
    select * from {{ ref('int_checks__faulted') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

pages as (
    select
        document_id,
        line,
        min(page) as page
    from (
        {% for record in ['lines', 'amounts', 'figures', 'statements', 'names', 'tables'] -%}
            select
                document_id,
                line,
                page
            from {{ ref('stg_raw__' ~ record) }}
            {% if not loop.last -%}
                union all
            {% endif -%}
        {% endfor %}
    ) as places
    group by document_id, line
),

-- what a difference rests on: its figures, or the amounts of the line it stands at
figures as (
    select
        check_id,
        figure_id
    from {{ ref('int_checks__figures') }}
    union
    select
        contested.check_id,
        amounts.amount_id as figure_id
    from {{ ref('int_checks__contested') }} as contested
    inner join {{ ref('int_amounts__classified') }} as amounts
        on contested.place_key = amounts.line_id
    where contested.check_key is null
),

evidence as (
    select
        check_id,
        {{ joined_text('figure_id') }} as figure_ids
    from figures
    group by check_id
),

measured as (
    select
        *,
        case when printed_figures > 0 then printed_value end as shown_value,
        {{ quantity('printed_value - expected_value') }} as difference_value,
        {{ quantity(
            '0.5 * (printed_high - printed_low) + 0.5 * (expected_high - expected_low)'
        ) }} as tolerance_value
    from checks
),

final as (
    select
        measured.check_id,
        measured.document_id,
        documents.unit_id,
        documents.fiscal_year,
        documents.is_current,
        measured.rule_id,
        measured.check_class,
        measured.phase,
        measured.table_index,
        tables.table_type,
        tables.table_no,
        measured.code,
        measured.label,
        measured.measure,
        {% for column, value in {
            'printed': 'shown', 'expected': 'expected',
            'difference': 'difference', 'tolerance': 'tolerance',
        }.items() -%}
            case
                when measured.value_unit = 'yuan'
                    then {{ quantity_as_money('measured.' ~ value ~ '_value') }}
            end as {{ column }}_yuan,
        {% endfor -%}
        measured.value_unit,
        measured.shown_value as printed_value,
        measured.expected_value,
        measured.difference_value,
        measured.tolerance_value,
        measured.printed_text,
        measured.expected_text,
        measured.status,
        measured.withheld_reason,
        faulted.fault_id,
        explained.explanation,
        explained.suspect_figure_id,
        explained.suggested_value,
        pages.page,
        measured.line,
        case
            when measured.status = 'differs' or measured.withheld_reason is not null
                then coalesce(measured.evidence_figure_ids, evidence.figure_ids)
        end as evidence_ids
    from measured
    inner join documents on measured.document_id = documents.document_id
    left join tables
        on
            measured.document_id = tables.document_id
            and measured.table_index = tables.table_index
    left join explained on measured.check_id = explained.check_id
    left join faulted on measured.check_id = faulted.check_id
    left join evidence on measured.check_id = evidence.check_id
    left join pages
        on
            measured.document_id = pages.document_id
            and measured.line = pages.line
)

select * from final
