-- The quality of each document: what became of the numbers printed in it, how its amounts were
-- placed, how its checks ended, and whether it is fit for use (seed fitness_limits): whether what
-- enters facts was read as it stands. Numbers of prose that nothing accounts for lower the score
-- and say nothing of the facts. What an edition changes against the one before (checks of class
-- revision) is counted, as no fault of it.
-- Grain: one row per document.
{%- set of_tables =
    "('hierarchy', 'row_identity', 'printed_formula', 'cross_table', 'missing_amount')" %}
with

documents as (
    select * from {{ ref('dim_document') }}
),

ledger as (
    select
        document_id,
        count(*) as numbers_printed,
        sum(case when disposition = 'amount' then 1 else 0 end) as amounts,
        sum(case when disposition = 'statement' then 1 else 0 end) as statements,
        sum(case when disposition = 'indicator' then 1 else 0 end) as indicators,
        sum(case when disposition = 'non_figure' then 1 else 0 end) as non_figures
    from {{ ref('stg_raw__figures') }}
    group by document_id
),

placements as (
    select
        document_id,
        sum(case when placement = 'printed' then 1 else 0 end) as placed_printed,
        sum(case when placement = 'by_identity' then 1 else 0 end) as placed_by_identity,
        sum(case when placement = 'ambiguous' then 1 else 0 end) as placed_ambiguous,
        count(*) as amounts_placed
    from {{ ref('stg_raw__amounts') }}
    group by document_id
),

checks as (
    select
        document_id,
        sum(
            case when check_class = 'revision' then 0 else agrees + agrees_within_rounding end
        ) as own_agree,
        sum(case when check_class = 'revision' then 0 else differs end) as own_differ,
        -- that the wording is in order proves nothing of how it was read
        sum(
            case
                when check_class in ('revision', 'wording') then 0
                else agrees + agrees_within_rounding + differs
            end
        ) as proving,
        sum(case when check_class in {{ of_tables }} then differs else 0 end) as tables_differ,
        sum(
            case
                when check_class in {{ of_tables }}
                    then agrees + agrees_within_rounding + differs
                else 0
            end
        ) as tables_checkable,
        sum(case when rule_id = 'label_of_code' then differs else 0 end) as names_differ,
        sum(
            case
                when rule_id = 'label_of_code' then agrees + agrees_within_rounding + differs
                else 0
            end
        ) as names_checkable,
        sum(
            case
                when rule_id like 'edition%' and rule_id <> 'edition_tables' then differs
                else 0
            end
        ) as revised,
        sum(checks) as checks,
        sum(agrees) as agrees,
        sum(agrees_within_rounding) as agrees_within_rounding,
        sum(differs) as differs,
        sum(not_checkable) as not_checkable,
        sum(explained) as explained
    from {{ ref('dq_check_summary') }}
    group by document_id
),

-- tables whose lines do not add up as they were read, or under codes of no known classification
misread as (
    select distinct
        document_id,
        table_index
    from {{ ref('fct_check') }}
    where
        withheld_reason in ('misread_table', 'unknown_codes')
        or withheld_reason = 'fails_throughout' and rule_id in ('sum_of_lines', 'repeated_total')
),

-- what enters facts, by the table that it comes from
rows_of_facts as (
    {% for fact in ['functional_expenditure', 'economic_expenditure', 'revenue'] -%}
        select
            document_id,
            '{{ fact }}' as fact,
            table_index,
            coverage
        from {{ ref('fct_' ~ fact) }}
        where table_index is not null
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

tables_of_facts as (
    select
        rows_of_facts.document_id,
        rows_of_facts.fact,
        rows_of_facts.table_index,
        count(*) as fact_rows,
        max(case when rows_of_facts.coverage = 'partial' then 1 else 0 end) as is_partial,
        max(case when rows_of_facts.coverage = 'exceeds' then 1 else 0 end) as is_beyond,
        sum(case when misread.document_id is null then 0 else 1 end) as misread_rows
    from rows_of_facts
    left join misread
        on
            rows_of_facts.document_id = misread.document_id
            and rows_of_facts.table_index = misread.table_index
    group by rows_of_facts.document_id, rows_of_facts.fact, rows_of_facts.table_index
),

facts as (
    select
        document_id,
        count(*) as fact_tables,
        sum(fact_rows) as fact_rows,
        sum(is_partial) as partial_tables,
        sum(is_beyond) as tables_beyond,
        sum(misread_rows) as misread_rows
    from tables_of_facts
    group by document_id
),

worklist as (
    select
        document_id,
        sum(places) as unmapped,
        -- what of the tables of money nobody knows
        sum(
            case
                when kind in ('code', 'label', 'measure', 'heading', 'title', 'money_unit')
                    then places
                else 0
            end
        ) as unmapped_of_form
    from {{ ref('int_unmapped__listed') }}
    where answer is null
    group by document_id
),

counted as (
    select
        documents.document_id,
        documents.unit_id,
        documents.fiscal_year,
        documents.stage,
        documents.is_current,
        documents.tables_found,
        documents.tables_announced_missing,
        documents.pages_without_text,
        coalesce(ledger.numbers_printed, 0) as numbers_printed,
        documents.figures,
        coalesce(ledger.amounts, 0) as amounts,
        coalesce(ledger.statements, 0) as statements,
        coalesce(ledger.indicators, 0) as indicators,
        coalesce(ledger.non_figures, 0) as non_figures,
        coalesce(documents.figures_unaccounted, 0) as figures_unaccounted,
        coalesce(worklist.unmapped, 0) as unmapped,
        coalesce(worklist.unmapped_of_form, 0) as unmapped_of_form,
        coalesce(checks.checks, 0) as checks,
        coalesce(checks.agrees, 0) as agrees,
        coalesce(checks.agrees_within_rounding, 0) as agrees_within_rounding,
        coalesce(checks.differs, 0) as differs,
        coalesce(checks.not_checkable, 0) as not_checkable,
        coalesce(checks.explained, 0) as explained,
        coalesce(checks.own_agree, 0) as own_agree,
        coalesce(checks.own_agree + checks.own_differ, 0) as checkable,
        coalesce(checks.proving, 0) as proving,
        coalesce(checks.tables_differ, 0) as tables_differ,
        coalesce(checks.tables_checkable, 0) as tables_checkable,
        coalesce(checks.names_differ, 0) as names_differ,
        coalesce(checks.names_checkable, 0) as names_checkable,
        coalesce(facts.fact_tables, 0) as fact_tables,
        coalesce(facts.fact_rows, 0) as fact_rows,
        coalesce(facts.partial_tables, 0) as partial_tables,
        coalesce(facts.tables_beyond, 0) as tables_beyond,
        coalesce(facts.misread_rows, 0) as misread_rows,
        coalesce(checks.revised, 0) as revised,
        coalesce(placements.placed_printed, 0) as placed_printed,
        coalesce(placements.placed_by_identity, 0) as placed_by_identity,
        coalesce(placements.placed_ambiguous, 0) as placed_ambiguous,
        coalesce(placements.amounts_placed, 0) as amounts_placed
    from documents
    left join ledger on documents.document_id = ledger.document_id
    left join checks on documents.document_id = checks.document_id
    left join placements on documents.document_id = placements.document_id
    left join worklist on documents.document_id = worklist.document_id
    left join facts on documents.document_id = facts.document_id
),

{% set percentages = {
    'missing_percent': ('tables_announced_missing', 'tables_found + tables_announced_missing'),
    'ambiguous_percent': ('placed_ambiguous', 'amounts_placed'),
    'unmapped_percent': ('unmapped_of_form', 'amounts_placed'),
    'misread_percent': ('misread_rows', 'fact_rows'),
    'beyond_percent': ('tables_beyond', 'fact_tables'),
    'partial_percent': ('partial_tables', 'fact_tables'),
    'names_percent': ('names_differ', 'names_checkable'),
    'differs_percent': ('tables_differ', 'tables_checkable'),
} -%}
measured as (
    {% for count in ['tables_found', 'amounts_placed', 'proving'] -%}
        select
            document_id,
            '{{ count }}' as measure,
            cast({{ count }} as decimal(20, 4)) as value
        from counted
        union all
    {% endfor -%}
    {% for name, (part, whole) in percentages.items() -%}
        select
            document_id,
            '{{ name }}' as measure,
            {{ rounded_quotient(
                '100 * (' ~ part ~ ')', 'greatest(' ~ whole ~ ', 1)', 4, 'decimal(20, 4)', scale=0,
            ) }} as value
        from counted
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

unfit as (
    select
        measured.document_id,
        {{ joined_text('limits.reason') }} as reasons
    from measured
    inner join {{ ref('fitness_limits') }} as limits on measured.measure = limits.measure
    where measured.value < limits.at_least or measured.value > limits.at_most
    group by measured.document_id
),

final as (
    select
        counted.document_id,
        counted.unit_id,
        counted.fiscal_year,
        counted.stage,
        counted.is_current,
        counted.tables_found,
        counted.tables_announced_missing,
        {% for column in [
            'numbers_printed', 'figures', 'amounts', 'statements', 'indicators', 'non_figures',
            'figures_unaccounted', 'unmapped', 'checks', 'agrees', 'agrees_within_rounding',
            'differs', 'not_checkable', 'explained', 'revised', 'placed_printed',
            'placed_by_identity', 'placed_ambiguous',
        ] -%}
            cast(counted.{{ column }} as integer) as {{ column }},
        {% endfor -%}
        {{ rounded_quotient(
            '100 * counted.own_agree'
            ~ ' * (greatest(counted.numbers_printed, 1) - counted.figures_unaccounted)',
            'counted.checkable * greatest(counted.numbers_printed, 1)',
            1, 'decimal(4, 1)', scale=0,
        ) }} as score,
        counted.pages_without_text,
        unfit.reasons is null as is_fit_for_use,
        unfit.reasons as unfit_reasons
    from counted
    left join unfit on counted.document_id = unfit.document_id
)

select * from final
