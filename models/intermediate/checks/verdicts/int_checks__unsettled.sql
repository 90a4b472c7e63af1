-- The linear checks that hang on a figure that may stand in several columns of a row that adds up
-- all the same: such a figure makes no difference, and neither does the line above it, which may
-- lack it in another column.
-- Grain: one row per check.
with

ambiguous as (
    select
        amount_id,
        line_id
    from {{ ref('int_amounts__classified') }}
    where placement = 'ambiguous'
),

contradicted as (
    select distinct ambiguous.line_id
    from {{ ref('int_checks__terms') }} as terms
    inner join ambiguous on terms.figure_id = ambiguous.amount_id
    inner join {{ ref('int_checks__judged') }} as judged on terms.check_id = judged.check_id
    where terms.check_class = 'row_identity' and judged.status = 'differs'
),

unsettled as (
    select
        ambiguous.amount_id,
        ambiguous.line_id
    from ambiguous
    left join contradicted on ambiguous.line_id = contradicted.line_id
    where contradicted.line_id is null
),

above as (
    select distinct amounts.amount_id
    from unsettled
    inner join {{ ref('int_checks__line_tree') }} as line_tree
        on unsettled.line_id = line_tree.line_id
    inner join {{ ref('int_amounts__classified') }} as amounts
        on line_tree.parent_id = amounts.line_id
),

final as (
    select
        terms.document_id,
        terms.check_id
    from {{ ref('int_checks__terms') }} as terms
    inner join unsettled on terms.figure_id = unsettled.amount_id
    union
    select
        terms.document_id,
        terms.check_id
    from {{ ref('int_checks__terms') }} as terms
    inner join above on terms.figure_id = above.amount_id
    where terms.check_class = 'hierarchy' and terms.term_role = 'printed'
)

select * from final
