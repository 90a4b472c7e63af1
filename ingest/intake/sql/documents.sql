-- The quality of the documents of a run, and of those that were recognised how their amounts were read.
with counted as (
    select document_id, reading, count(*) as number
    from marts.fct_reported_amount
    where reading <> 'printed' and document_id in (select unnest($ids))
    group by document_id, reading
),

readings as (
    select document_id,
        string_agg(number || ' ' || reading, ', ' order by number desc, reading) as readings
    from counted
    group by document_id
)

select q.document_id, u.unit_name, d.fiscal_year, d.stage, d.edition, d.is_current,
    q.tables_found, q.tables_announced_missing, q.numbers_printed, q.figures,
    q.figures_unaccounted, q.agrees, q.agrees_within_rounding, q.differs, q.not_checkable,
    q.revised, q.unmapped, q.amounts, q.placed_printed, q.placed_by_identity,
    q.placed_ambiguous, readings.readings, q.score::varchar as score, q.is_fit_for_use,
    coalesce(string_split(q.unfit_reasons, ' '), []) as unfit_reasons
from marts.dq_document as q
inner join marts.dim_document as d using (document_id)
left join marts.dim_unit as u on q.unit_id = u.unit_id
left join readings on q.document_id = readings.document_id
where q.document_id in (select unnest($ids))
