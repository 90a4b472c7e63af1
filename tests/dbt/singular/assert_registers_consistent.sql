-- A code has one row of its register in any year, and every fund, source and section that the
-- mapping seeds name is one that the measures name too.
-- Where it fails, the seed is to be corrected; no document is set aside for it.
{{ config(tags=['of_seeds']) }}

with

register as (
    select * from {{ ref('int_classes__unioned') }}
    where is_register_name
)

select
    earlier.classification as seed,
    earlier.code as entry,
    'two rows are valid in ' || cast(later.valid_from_year as {{ dbt.type_string() }}) as failure
from register as earlier
inner join register as later
    on
        earlier.classification = later.classification
        and earlier.code = later.code
        and earlier.valid_from_year < later.valid_from_year
where coalesce(earlier.valid_to_year, 9999) >= later.valid_from_year
union all
select
    'summary_lines' as seed,
    line_code as entry,
    'an item that is no revenue source of a measure' as failure
from {{ ref('summary_lines') }}
where
    side = 'revenue'
    and role = 'item'
    and line_code not in (
        select measures.revenue_source from {{ ref('measures') }} as measures
        where measures.revenue_source is not null
    )
