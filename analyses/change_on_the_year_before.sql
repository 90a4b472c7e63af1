-- How did each unit's expenditure change on the year before? Computed and as printed, the widest
-- funds; the year before is often known from the printed change alone, and its basis says so.
select
    unit_id,
    phase,
    current_expenditure_scope as scope,
    fiscal_year,
    current_expenditure_yuan as amount_yuan,
    compared_expenditure_yuan as compared_yuan,
    compared_basis,
    change_yuan,
    round(change_rate, 2) as change_rate,
    change_printed_yuan,
    round(change_rate_printed, 2) as change_rate_printed
from {{ ref('cmp_unit_year') }}
where change_yuan is not null
order by change_rate asc
