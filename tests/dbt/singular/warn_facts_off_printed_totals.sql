-- A worklist, not a failure: facts whose leaves add up to the printed total within the printed
-- precision but not to the cent, or to one of two totals (the source contradicts itself there), and
-- facts of tables that print nothing to compare them with.
{{ config(severity='warn') }}

select
    document_id,
    fact,
    table_index,
    fiscal_year,
    phase,
    scope,
    fact_yuan,
    told_yuan,
    total_yuan,
    coverage
from {{ ref('int_facts__covered') }}
where fact_yuan <> total_yuan or total_yuan is null
