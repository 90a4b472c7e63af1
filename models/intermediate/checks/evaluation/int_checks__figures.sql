-- The figures of the checks that differ as they are read, with the role of each: what is printed,
-- and the part, or the part and the whole of a rate, that it is held against. Those of a sum have
-- the weight and the value that it takes them with. Most checks agree, and nobody asks for their
-- figures one by one.
-- Grain: one row per check, figure and role.
{%- set check = ['document_id', 'check_id', 'check_class'] %}
with

contested as (select * from {{ ref('int_checks__contested') }}),

-- the amounts that a term may name by key alone
amounts as (
    select amount_id, {{ narrow_key(['amount_id']) }} as figure_key
    from {{ ref('int_amounts__classified') }}
    where document_id in (select contested.document_id from contested)
),

final as (
    select
        {{ columns_of('contested', check) }}, terms.term_role as role,
        coalesce(terms.figure_id, amounts.amount_id) as figure_id, terms.figure_key,
        terms.weight, terms.value
    from {{ ref('int_checks__linear') }} as terms
    inner join contested on terms.check_key = contested.check_key
    left join amounts on terms.figure_id is null and terms.figure_key = amounts.figure_key
    where terms.figure_key is not null
    {% for role, figure in {
        'printed': 'figure_id', 'part': 'part_id', 'whole': 'whole_id'
    }.items() -%}
        union
        select
            {{ columns_of('contested', check) }}, '{{ role }}' as role,
            rates.{{ figure }}{{ ' as figure_id' if role != 'printed' }},
            {{ narrow_key(['rates.' ~ figure]) }} as figure_key, null as weight, null as value
        from {{ ref('int_checks__narrative_arithmetic') }} as rates
        inner join contested on rates.check_id = contested.check_id
        where rates.{{ figure }} is not null
    {% endfor %}
)

select * from final
