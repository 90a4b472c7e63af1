-- Terms of a change over the amounts before and after it, which the text gives; a budget that it
-- does not give is that of the table. The change is the one less the other. What is compared with
-- unlike things, or contradicted, says nothing.
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
    left join stated as earlier
        on
            changes.earlier_statement_id = earlier.figure_id
            and earlier.metric = 'amount' and bases.figure_id <> earlier.figure_id
    where
        changes.metric = 'change' and bases.metric = 'amount'
        and (changes.earlier_statement_id is null or earlier.figure_id is not null)
),

budgets as (
    select
        *,
        min(tie_id) over (partition by statement_id) as one_tie
    from {{ ref('int_checks__text_ties') }}
    where is_compared
),

figures as (
    {% for role, weight, figure in [
        ('printed', 1, 'figure_id'), ('part', 1, 'after_id'), ('part', -1, 'before_id'),
    ] -%}
        select
            changes.document_id, changes.figure_id as change_id,
            '{{ role }}' as term_role, {{ weight }} as weight, {{ figure_of('stated') }}
        from changes
        inner join stated on changes.{{ figure }} = stated.figure_id
        union all
    {% endfor -%}
    select
        changes.document_id, changes.figure_id as change_id,
        'part' as term_role, -1 as weight, {{ figure_of('budgets') }}
    from changes
    inner join budgets on changes.figure_id = budgets.statement_id
    where changes.before_id is null and budgets.tie_id = budgets.one_tie
),

measured as (
    select distinct change_id from figures
    where weight = -1
),

final as (
    select
        'change_of_amounts' as rule_id, 'narrative_arithmetic' as check_class, figures.document_id,
        {{ narrow_key(['figures.change_id']) }} as head_key,
        figures.term_role, figures.weight, {{ figure_of('figures') }}
    from figures
    inner join measured on figures.change_id = measured.change_id
)

select * from final
