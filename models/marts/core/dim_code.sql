-- The closed vocabularies of the marts: every code that a column may hold, with its name in both
-- languages and the code that it is part of.
-- Grain: one row per vocabulary and code.
{{ config(tags=['across_units']) }}

select
    vocabulary,
    code,
    name,
    name_en,
    parent_code,
    sort,
    description
from {{ ref('codes') }}
