-- A worklist, not a failure: facts whose lines make less than the total that their table prints,
-- more than it, or contradict it, or have no known class. The source may not add up: that is a
-- finding (fct_check). That no leaf is lost or counted twice is assert_every_leaf_in_one_fact_row.
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
where coverage in ('partial', 'exceeds')
