-- The faults of current editions, the most serious first.
select fault_id, document_id, unit_name, fiscal_year, stage, source_file, severity, title, title_en,
    explanation, explanation_en, page, line
from marts.dq_fault
where is_current
order by document_id, severity_position, page, line, fault_id
