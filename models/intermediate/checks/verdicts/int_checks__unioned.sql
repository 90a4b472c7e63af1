-- Every evaluation of every rule in one shape, agreeing ones too, as the figures are read. A view:
-- its parts are tables, and a copy of them all would be the second largest table of the warehouse.
-- Grain: one row per check.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

linear as (
    select * from {{ ref('int_checks__judged') }}
),

rates as (
    select * from {{ ref('int_checks__narrative_arithmetic') }}
),

of_documents as (
    select * from {{ ref('int_checks__said') }}
),

{% set columns = [
    'check_id', 'rule_id', 'check_class', 'document_id', 'table_index', 'phase', 'code', 'label',
    'measure', 'line', 'value_unit', 'printed_value', 'printed_low', 'printed_high',
    'expected_value', 'expected_low', 'expected_high', 'printed_figures', 'expected_figures',
    'evidence_figure_ids', 'status',
] -%}
final as (
    select
        {{ columns | join(',\n        ') }},
        cast(null as {{ dbt.type_string() }}) as printed_text,
        cast(null as {{ dbt.type_string() }}) as expected_text
    from linear
    union all
    select
        {{ columns | join(',\n        ') }},
        cast(null as {{ dbt.type_string() }}) as printed_text,
        cast(null as {{ dbt.type_string() }}) as expected_text
    from rates
    union all
    select
        check_id,
        rule_id,
        check_class,
        document_id,
        table_index,
        cast(null as {{ dbt.type_string() }}) as phase,
        code,
        label,
        cast(null as {{ dbt.type_string() }}) as measure,
        line,
        cast(null as {{ dbt.type_string() }}) as value_unit,
        cast(null as decimal(24, 6)) as printed_value,
        cast(null as decimal(24, 6)) as printed_low,
        cast(null as decimal(24, 6)) as printed_high,
        cast(null as decimal(24, 6)) as expected_value,
        cast(null as decimal(24, 6)) as expected_low,
        cast(null as decimal(24, 6)) as expected_high,
        0 as printed_figures,
        0 as expected_figures,
        evidence_figure_ids,
        status,
        printed_text,
        expected_text
    from of_documents
)

select * from final
