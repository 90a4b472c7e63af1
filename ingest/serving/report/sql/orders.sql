-- The codes by which rows are put in order: of a vocabulary each, as `dim_code` has them.
select
    vocabulary,
    list(code order by sort) as codes
from marts.dim_code
where vocabulary in ('scope', 'phase', 'admin_level')
group by vocabulary
order by vocabulary
