-- Every published build, the newest first: what it holds and how well. At most 200.
select
    build_id,
    strftime(built_at, '%Y-%m-%d %H:%M:%S') as built_at,
    version,
    documents,
    units,
    amounts,
    numbers_printed,
    figures_unaccounted,
    unmapped,
    set_aside,
    checks,
    agrees,
    agrees_within_rounding,
    differs,
    not_checkable,
    faults as findings,
    faults_by_severity['money'] as findings_of_money
from history.dq_build
order by build_id desc
limit 200
