-- One check of each class and status: the first by document and line, so that a report is the
-- same twice.
select checks.check_class, checks.status, checks.document_id, checks.line,
    coalesce(checks.code || ' ', '') || coalesce(checks.label, '')
        || coalesce(' [' || coalesce(measures.name, names.name, nullif(checks.measure, 'unsplit'))
            || ']', ''),
    checks.printed_text, checks.expected_text,
    checks.printed_value, checks.expected_value, checks.value_unit
from marts.fct_check as checks
left join reference.measures as measures using (measure)
left join (
    select code, min_by(name, vocabulary <> 'metric') as name from marts.dim_code
    where vocabulary in ('metric', 'concept')
    group by code
) as names on checks.measure = names.code
qualify row_number() over (
    partition by check_class, status order by document_id, line, rule_id, check_id
) = 1
