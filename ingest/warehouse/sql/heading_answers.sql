-- Keep the measures that answers give.
create or replace table raw.heading_answers as
select * from heading_answers_incoming
