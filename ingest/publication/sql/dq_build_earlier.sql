-- The builds that an earlier database knows and this one does not yet.
insert into history.dq_build by name
select *
from earlier.history.dq_build
anti join history.dq_build using (build_id)
