select
    unit_name,
    fiscal_year,
    severity,
    title,
    explanation,
    printed,
    expected_by_rule,
    page,
    line
from marts.dq_fault
where is_current
order by severity_position, unit_name, page, line
