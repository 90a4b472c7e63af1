-- The years and phases of which a unit's own current documents give expenditure by function.
select distinct
    facts.fiscal_year,
    facts.phase
from marts.fct_functional_expenditure as facts
inner join marts.dim_document as documents using (document_id)
where
    facts.unit_id = getvariable('unit_id')
    and facts.is_best_source
    and documents.is_current
    and facts.basis in ('table', 'text')
    and facts.fiscal_year = documents.fiscal_year
    and (facts.phase = 'final') = (documents.stage = 'final')
    and facts.phase in ('initial_budget', 'final')
order by facts.fiscal_year desc, facts.phase
