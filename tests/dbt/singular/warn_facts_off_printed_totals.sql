-- A worklist, not a failure: facts whose leaves are not the printed total to the cent. They make
-- less or more than it, contradict it, have no known class or no total to compare them with, or
-- reach it within the printed precision alone. The source may not add up: that is a finding
-- (fct_check). That no leaf is lost or counted twice is assert_every_leaf_in_one_fact_row.
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
where coverage <> 'complete' or fact_yuan <> total_yuan
