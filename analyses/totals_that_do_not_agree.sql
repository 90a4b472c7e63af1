-- Which printed totals and amounts do not agree with the others? One row for each fault of money;
-- suspect_line is empty where the other checks do not pick a figure.
select
    unit_id,
    fiscal_year,
    stage,
    line,
    title,
    printed,
    expected_by_rule,
    suspect_line,
    suspect_printed,
    checks
from {{ ref('dq_fault') }}
where is_current and severity = 'money'
order by unit_id asc, fiscal_year asc, line asc, title asc
