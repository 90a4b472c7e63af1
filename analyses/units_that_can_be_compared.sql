-- Which units may be compared with each other as they stand, and what is to be said with it? Pairs
-- of two units in the same phase and funds, with what is known of both: items that make up the
-- total (complete) or the total alone.
select
    unit_id,
    fiscal_year,
    other_unit_id,
    other_fiscal_year,
    phase,
    scope,
    coverage,
    reasons
from {{ ref('cmp_comparability') }}
where
    is_comparable
    and unit_id <> other_unit_id
    and scope in ('all_funds', 'general_public_budget')
order by
    scope asc,
    unit_id asc,
    other_unit_id asc,
    fiscal_year asc,
    other_fiscal_year asc,
    phase asc
