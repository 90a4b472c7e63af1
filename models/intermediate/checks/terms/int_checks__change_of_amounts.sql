-- Terms of a change over the amounts that the text gives before and after it: it is the one less
-- the other. What is compared with unlike things, or contradicted, says nothing.
-- Grain: one row per change and figure that takes part.
with

stated as (
    select * from {{ ref('int_checks__stated') }}
    where
        value_unit = 'yuan'
        and figure_id not in (
            select statements.statement_id from {{ ref('int_statements__resolved') }} as statements
            where statements.reason_unused in ('contradicted', 'compared_with_unlike')
        )
),

changes as (
    select
        changes.document_id, changes.figure_id, bases.figure_id as after_id,
        earlier.figure_id as before_id
    from stated as changes
    inner join stated as bases on changes.base_statement_id = bases.figure_id
    inner join stated as earlier on changes.earlier_statement_id = earlier.figure_id
    where
        changes.metric = 'change' and bases.metric = 'amount' and earlier.metric = 'amount'
        and bases.figure_id <> earlier.figure_id
),

final as (
    {% for role, weight, figure in [
        ('printed', 1, 'figure_id'), ('part', 1, 'after_id'), ('part', -1, 'before_id'),
    ] -%}
        select
            'change_of_amounts' as rule_id, 'narrative_arithmetic' as check_class,
            changes.document_id,
            {{ narrow_key(['changes.figure_id']) }} as head_key,
            '{{ role }}' as term_role, {{ weight }} as weight, {{ figure_of('stated') }}
        from changes
        inner join stated on changes.{{ figure }} = stated.figure_id
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
)

select * from final
