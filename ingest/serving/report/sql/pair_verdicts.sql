-- In what two sets of figures in one phase and scope differ, by their signatures: of two units, or of
-- two years of one, which are comparable whatever their coverage.
select
    signature,
    other_signature,
    is_same_year,
    is_comparable,
    coalesce(reasons, '') as reasons
from marts.cmp_comparability_verdict
where coalesce(
    not list_has_any(string_split(reasons, ' '), ['phase_differs', 'scope_differs']), true
)
order by signature, other_signature, is_same_year
