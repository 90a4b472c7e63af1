-- The quality of the documents of a run.
select q.document_id, u.unit_name, d.fiscal_year, d.stage, d.edition, d.is_current,
    q.tables_found, q.tables_announced_missing, q.numbers_printed, q.figures,
    q.figures_unaccounted, q.agrees, q.agrees_within_rounding, q.differs, q.not_checkable,
    q.revised, q.unmapped, q.amounts, q.placed_printed, q.placed_by_identity,
    q.placed_ambiguous, q.score::varchar as score, q.is_fit_for_use,
    coalesce(string_split(q.unfit_reasons, ' '), []) as unfit_reasons
from marts.dq_document as q
inner join marts.dim_document as d using (document_id)
left join marts.dim_unit as u on q.unit_id = u.unit_id
where q.document_id in (select unnest(?))
