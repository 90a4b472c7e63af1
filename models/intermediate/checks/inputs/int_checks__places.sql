-- The amounts behind a named place of a table, for ties between tables and for the text: a line of
-- a summary by its code, a line of a classification by its code, and the total. A table that
-- prints no total in a measure has its partial totals for one, and where it has none of these its
-- top lines. Of several tables of one type, those of the scope that the type is of come first; a
-- table of another scope alone is not the first of its type.
-- Grain: one row per named place (document, table, side, phase, line, measure) and amount behind
-- it.
with

amounts as (
    select
        *,
        coalesce(tree_path like '%#%', false) as is_detail
    from {{ ref('int_checks__amounts') }}
    where measure is not null and is_of_table
),

roles as (select * from {{ ref('table_roles') }}),

-- a detail of a line (a project of an item) stands for it only where the line itself is not printed
code_lines as (
    select
        group_key, code,
        bool_and(case when tree_path is not null then is_detail end) as is_detail,
        lead(code) over (partition by group_key order by code) as next_code
    from amounts
    where code is not null
    group by group_key, code
),

-- the partial totals of a table of expenses, with the group that the label names
subtotals as (
    select
        {{ columns_of('amounts', ['group_key', 'measure', 'figure_id']) }},
        group_totals.label is not null and group_totals.expense_group is null as is_of_all,
        coalesce(
            group_totals.expense_group,
            case when amounts.measure in ('personnel', 'public') then amounts.measure end
        ) as expense_group
    from amounts
    left join {{ ref('group_totals') }} as group_totals
        on amounts.label_key = group_totals.label
    where
        amounts.tree_path is null and amounts.row_kind = 'subtotal'
        and amounts.table_classification = 'economic'
),

-- candidates for the total: what the table prints as one, else what adds up to one
candidates as (
    select group_key, measure, figure_id, 1 as rank_of_kind from amounts
    where tree_path = '/'
    union all
    select group_key, measure, figure_id, 2 as rank_of_kind from subtotals
    where is_of_all
    {% for measure in ['expense_group', "'total'"] -%}
        union all
        select group_key, {{ measure }} as measure, figure_id, 3 as rank_of_kind from subtotals
        where expense_group is not null and measure in ('total', expense_group)
    {% endfor -%}
),

ranked as (
    select *, min(rank_of_kind) over (partition by group_key, measure) as best_kind
    from candidates
),

with_total as (select distinct group_key, measure from candidates),

-- the top lines, where a table has none of these
totals as (
    select measure, figure_id from ranked
    where rank_of_kind = best_kind
    union all
    select amounts.measure, amounts.figure_id
    from amounts
    inner join {{ ref('int_checks__line_tree') }} as line_tree
        on amounts.line_key = line_tree.line_key
    left join with_total on {{ same('amounts', 'with_total', ['group_key', 'measure']) }}
    where line_tree.is_top and with_total.group_key is null
),

unioned as (
    select
        'code' as place_kind, amounts.code as place,
        code_lines.next_code is null
        or not {{ is_prefix('amounts.code', 'code_lines.next_code') }} as is_finest_code,
        amounts.measure as place_measure, amounts.*
    from amounts
    inner join code_lines
        on {{ same('amounts', 'code_lines', ['group_key', 'code', 'is_detail']) }}
    union all
    select
        'line' as place_kind, line_code as place, false as is_finest_code, measure as place_measure,
        *
    from amounts
    where line_code is not null and line_code <> 'total' and tree_path is not null
    union all
    select
        'line' as place_kind, 'total' as place, false as is_finest_code,
        totals.measure as place_measure, amounts.*
    from totals
    inner join amounts on totals.figure_id = amounts.figure_id
),

tables as (
    select
        {{ narrow_key([
            'unioned.document_id', 'unioned.table_index', 'unioned.phase',
            "coalesce(unioned.side, 'expenditure')",
        ]) }} as table_key,
        {{ columns_of('unioned', ['document_id', 'table_index', 'phase', 'table_type']) }},
        coalesce(unioned.side, 'expenditure') as side,
        max(case when unioned.scope = roles.fact_scope then 0 else 1 end) as is_unlike
    from unioned
    left join roles
        on
            unioned.table_type = roles.table_type
            and coalesce(unioned.side, 'expenditure') = roles.side
    group by
        {{ columns_of('unioned', ['document_id', 'table_index', 'phase', 'table_type']) }},
        coalesce(unioned.side, 'expenditure')
),

ranked_tables as (
    select
        *,
        row_number() over (
            partition by document_id, table_type, side, phase
            order by is_unlike, table_index
        ) as rank_of_table,
        min(is_unlike) over (partition by document_id, table_type, side, phase) as least_unlike
    from tables
),

final as (
    select
        unioned.document_id, ranked_tables.table_key,
        {{ columns_of('unioned', ['table_index', 'phase', 'table_type', 'scope']) }},
        ranked_tables.side,
        ranked_tables.rank_of_table + ranked_tables.least_unlike as rank_in_type,
        unioned.place_kind, unioned.place, unioned.place_measure as measure,
        {{ columns_of('unioned', ['is_finest_code', 'line_key', 'line']) }},
        {{ figure_of('unioned') }}
    from unioned
    inner join ranked_tables
        on
            {{ same('unioned', 'ranked_tables', ['document_id', 'table_index', 'phase']) }}
            and coalesce(unioned.side, 'expenditure') = ranked_tables.side
)

select * from final
