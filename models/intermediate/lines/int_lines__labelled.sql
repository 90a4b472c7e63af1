-- The classes of lines without a code that their labels tell: of the classes above the next coded
-- line the one of that name, in a summary the class of that name, and what a steward has answered.
-- Grain: one row per line whose class its label tells.
with

surrounded as (
    select * from {{ ref('int_lines__surrounded') }}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

-- lines without a code: the count of like labels before it says which of several classes of a name
-- on the branch is meant
uncoded as (
    select
        line_id,
        classification,
        fiscal_year,
        label_key,
        next_code,
        row_number() over (
            partition by group_id, coded_above, label_key
            order by row_no, column_no
        ) as occurrence
    from surrounded
    where code_printed is null and row_kind = 'line'
),

branch_candidates as (
    select
        uncoded.line_id,
        uncoded.occurrence,
        classes.code,
        dense_rank() over (partition by uncoded.line_id order by length(classes.code)) as nesting
    from uncoded
    inner join classes
        on
            uncoded.classification = classes.classification
            and uncoded.label_key = classes.label_key
            and {{ is_prefix('classes.code', 'uncoded.next_code') }}
            and {{ is_valid_in('classes', 'uncoded.fiscal_year') }}
),

-- a summary names classes alone, economic ones where a group of it shows spending by them
form_candidates as (
    select
        surrounded.line_id,
        classes.code
    from surrounded
    inner join classes
        on
            surrounded.line_code is null
            and (
                surrounded.shown_by = 'economic'
                or (
                    surrounded.shown_by is null
                    and surrounded.classification = 'summary'
                    and surrounded.side = 'expenditure'
                )
            )
            and coalesce(surrounded.shown_by, 'functional') = classes.classification
            and length(classes.code) = 3
            and surrounded.label_key = classes.label_key
            and {{ is_valid_in('classes', 'surrounded.fiscal_year') }}
),

on_branch as (
    select
        line_id,
        min(code) as code
    from branch_candidates
    where occurrence = nesting
    group by line_id
),

-- what a steward says that a line means is so on whatever branch, where one class alone is so named
answered as (
    select
        surrounded.line_id,
        min(classes.code) as code
    from surrounded
    inner join classes
        on
            surrounded.is_answered
            and surrounded.code_printed is null
            and surrounded.row_kind = 'line'
            and surrounded.classification = classes.classification
            and surrounded.label_key = classes.label_key
            and {{ is_valid_in('classes', 'surrounded.fiscal_year') }}
    left join on_branch on surrounded.line_id = on_branch.line_id
    where on_branch.line_id is null
    group by surrounded.line_id
    having count(distinct classes.code) = 1
),

unioned as (
    select * from on_branch
    union all
    select * from answered
    union all
    select
        line_id,
        min(code) as code
    from form_candidates
    group by line_id
),

final as (
    select
        surrounded.document_id,
        unioned.line_id,
        unioned.code
    from unioned
    inner join surrounded on unioned.line_id = surrounded.line_id
)

select * from final
