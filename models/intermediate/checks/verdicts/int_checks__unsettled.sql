-- The checks that rest on a figure that is not settled, and why: a difference of theirs is none of
-- the publisher's.
--   ambiguous_place         an amount may stand in several columns; the line above it, in its
--                           sums, may lack it in another
--   contradicted_statement  another statement of the same gives another amount and no table bears
--                           this one out, so that nobody knows of what either is, nor of what the
--                           changes said of it are; only what is said of its unit of money holds
-- Grain: one row per check and reason.
with

-- what a verdict rests on it says itself
verdicts as (
    select document_id, check_id, check_class, {{ each_of('evidence_figure_ids') }} as figure_id
    from {{ ref('int_checks__contested') }}
    where evidence_figure_ids is not null
),

figures as (
    select document_id, check_id, check_class, role, figure_id
    from {{ ref('int_checks__figures') }}
    union
    select document_id, check_id, check_class, 'evidence' as role, figure_id
    from verdicts
),

ambiguous as (
    select amount_id, line_id from {{ ref('int_amounts__classified') }}
    where placement = 'ambiguous'
),

statements as (select * from {{ ref('int_statements__resolved') }}),

contradicted as (
    select statement_id from statements
    where reason_unused = 'contradicted'
    union
    select changes.statement_id
    from statements as changes
    inner join statements as bases on changes.base_statement_id = bases.statement_id
    where bases.reason_unused = 'contradicted'
),

final as (
    select figures.document_id, figures.check_id, 'ambiguous_place' as reason
    from figures
    inner join ambiguous on figures.figure_id = ambiguous.amount_id
    union
    select figures.document_id, figures.check_id, 'ambiguous_place' as reason
    from ambiguous
    inner join {{ ref('int_checks__line_tree') }} as line_tree
        on ambiguous.line_id = line_tree.line_id
    inner join {{ ref('int_amounts__classified') }} as amounts
        on line_tree.parent_id = amounts.line_id
    inner join figures on amounts.amount_id = figures.figure_id
    where figures.check_class = 'hierarchy' and figures.role = 'printed'
    union
    select figures.document_id, figures.check_id, 'contradicted_statement' as reason
    from figures
    inner join contradicted on figures.figure_id = contradicted.statement_id
    where figures.check_class <> 'unit_slip'
)

select * from final
