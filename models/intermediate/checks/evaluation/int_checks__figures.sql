-- The figures that take part in a check, with the role of each: what is printed, and the part, or
-- the part and the whole of a rate, that it is held against. A view, as the terms are.
-- Grain: one row per check, figure and role.
{{ config(materialized='view' if target.type == 'duckdb' else 'table') }}

with

rates as (
    select * from {{ ref('int_checks__narrative_arithmetic') }}
),

unioned as (
    select
        document_id,
        check_id,
        term_role as role,
        figure_id
    from {{ ref('int_checks__terms') }}
    {% for role, figure in {
        'printed': 'figure_id', 'part': 'part_id', 'whole': 'whole_id'
    }.items() -%}
        union all
        select
            document_id,
            check_id,
            '{{ role }}' as role,
            {{ figure }} as figure_id
        from rates
    {% endfor -%}
),

final as (
    select distinct
        document_id,
        check_id,
        role,
        figure_id
    from unioned
    where figure_id is not null
)

select * from final
