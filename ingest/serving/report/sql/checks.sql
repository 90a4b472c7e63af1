-- How the checks of each document ended.
select
    quality.document_id,
    coalesce(units.short_name, units.unit_name) as unit,
    quality.fiscal_year,
    quality.stage,
    quality.checks,
    quality.agrees,
    quality.agrees_within_rounding,
    quality.differs,
    quality.explained,
    quality.not_checkable,
    quality.score
from marts.dq_document as quality
inner join marts.dim_unit as units using (unit_id)
where
    quality.is_current
    and coalesce(list_contains(getvariable('units'), quality.unit_id), true)
order by quality.document_id
