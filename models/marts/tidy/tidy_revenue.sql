-- Revenue by source, to add up over counts_in_total: the income of the year of one scope of each
-- unit, fiscal year and phase, names in both languages and the place of each row. Balances brought
-- into the year or carried out of it are rows with revenue_role balance that do not count. class is
-- the source that an item is part of.
-- Grain: one row per unit, fiscal year, phase and revenue source.
{{ config(tags=['across_units']) }}

with

{% set columns = [
    'unit_id', 'fiscal_year', 'phase', 'scope', 'amount_yuan', 'rounding_unit_yuan', 'basis',
    'amount_low_yuan', 'amount_high_yuan', 'document_id',
] -%}
sources as (
    select
        *,
        {{ tidy_first('evidence_amount_ids') }} as evidence_amount_id,
        {{ tidy_first('evidence_statement_ids') }} as evidence_statement_id
    from {{ ref('fct_revenue') }}
    where is_best_source and is_widest_scope
),

known as (
    select
        document_id,
        fiscal_year,
        phase,
        scope,
        max(coverage) as coverage
    from sources
    group by document_id, fiscal_year, phase, scope
),

rows_of_fact as (
    select
        {% for column in columns -%}
            {{ column }},
        {% endfor -%}
        coverage,
        revenue_source,
        revenue_role,
        coalesce(revenue_role = 'income', false) as is_counted,
        evidence_amount_id,
        evidence_statement_id
    from sources
    union all
    select
        {% for column in columns -%}
            closings.{{ column }},
        {% endfor -%}
        known.coverage,
        closings.measure as revenue_source,
        'balance' as revenue_role,
        false as is_counted,
        closings.evidence_amount_id,
        {{ tidy_first('closings.evidence_statement_ids') }} as evidence_statement_id
    from {{ ref('fct_unit_total') }} as closings
    inner join known
        on
            closings.document_id = known.document_id
            and closings.fiscal_year = known.fiscal_year
            and closings.phase = known.phase
            and closings.scope = known.scope
    where closings.measure in ('closing_balance', 'surplus_distribution')
),

{{ tidy_whole(
    measure='current_revenue',
    own={
        'revenue_source': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'revenue_role': "'income'",
        'is_counted': 'true',
    },
) }},

{% set own = tidy_code_columns(['unsplit', 'unmapped', 'current_revenue']) -%}
{% do own.update({
    'revenue_role': 'whole.revenue_role', 'counts_in_total': 'whole.is_counted',
}) -%}
{{ tidy_named(
    own=own,
    joins=tidy_code_joins('revenue_source', 'revenue_source'),
) }}

select * from final
