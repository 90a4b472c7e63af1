-- The figures of the checks that differ as they are read, with the role of each: what is printed,
-- and the part, or the part and the whole of a rate, that it is held against. Those of a sum have
-- the weight and the value that it takes them with. Most checks agree, and nobody asks for their
-- figures one by one.
-- Grain: one row per check, figure and role.
with

contested as (
    select * from {{ ref('int_checks__contested') }}
),

rates as (
    select * from {{ ref('int_checks__narrative_arithmetic') }}
),

unioned as (
    select
        {{ columns_of('contested', ['document_id', 'check_id', 'check_class']) }},
        terms.term_role as role,
        {{ columns_of('terms', ['figure_id', 'weight', 'value']) }}
    from {{ ref('int_checks__linear') }} as terms
    inner join contested on terms.check_key = contested.check_key
    {% for role, figure in {
        'printed': 'figure_id', 'part': 'part_id', 'whole': 'whole_id'
    }.items() -%}
        union all
        select
            {{ columns_of('contested', ['document_id', 'check_id', 'check_class']) }},
            '{{ role }}' as role,
            rates.{{ figure }}{{ ' as figure_id' if role != 'printed' }},
            null as weight,
            null as value
        from rates
        inner join contested on rates.check_id = contested.check_id
    {% endfor -%}
),

final as (
    select distinct
        document_id,
        check_id,
        check_class,
        role,
        figure_id,
        weight,
        value
    from unioned
    where figure_id is not null
)

select * from final
