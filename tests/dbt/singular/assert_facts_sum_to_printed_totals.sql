-- The sum of a fact for a document, phase and scope is a total that its table prints, within the
-- printed precision. Which rows print a total is what the extracted rows say, not the models.
select *
from ({{ fact_against_printed_total() }}) as compared
where printed_yuan is not null and not is_within_precision
