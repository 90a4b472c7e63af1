select
    unit_id,
    unit_name,
    region_name,
    fiscal_year,
    phase_name,
    scope_name,
    class_name,
    item_name,
    amount_wan,
    basis_name
from marts.tidy_expenditure
