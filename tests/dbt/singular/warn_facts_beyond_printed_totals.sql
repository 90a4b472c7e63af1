-- The sum of a fact for a document, phase and scope is a total that its table prints, within the
-- printed precision. Which rows print a total is what the extracted rows say, not the models.
-- A source may print a total that its own rows do not add up to: that is a finding (fct_check) and
-- stops no build. That no leaf is lost or counted twice is assert_every_leaf_in_one_fact_row.
{{ config(severity='warn') }}

select *
from ({{ fact_against_printed_total() }}) as compared
where printed_yuan is not null and not is_within_precision
