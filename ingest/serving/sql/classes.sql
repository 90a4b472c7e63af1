-- How the checks of each class ended.
select check_class, sum(agrees)::integer, sum(agrees_within_rounding)::integer,
    sum(differs)::integer, sum(not_checkable)::integer
from marts.dq_check_summary group by check_class order by check_class
