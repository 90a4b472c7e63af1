-- What became of every number printed in a document.
select
    quality.document_id,
    coalesce(units.short_name, units.unit_name) as unit,
    quality.fiscal_year,
    quality.stage,
    quality.numbers_printed,
    quality.amounts,
    quality.statements,
    quality.indicators,
    quality.non_figures,
    quality.figures_unaccounted,
    quality.unmapped,
    quality.tables_found,
    quality.tables_announced_missing
from marts.dq_document as quality
inner join marts.dim_unit as units using (unit_id)
where
    quality.is_current
    and coalesce(list_contains(getvariable('units'), quality.unit_id), true)
order by quality.document_id
