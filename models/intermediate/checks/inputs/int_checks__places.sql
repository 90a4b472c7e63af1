-- The amounts behind a named place of a table, for ties between tables and for the text: a line of
-- a summary by its code, a line of a classification by its code, and the total. A table that
-- prints no total in a measure has its partial totals for one, and where it has none of these its
-- top lines.
-- Grain: one row per named place (document, table, side, phase, line, measure) and amount behind
-- it.
{%- set of_amounts = [
    'document_id', 'table_index', 'table_type', 'scope', 'side', 'phase', 'code', 'label', 'line',
    'amount_yuan', 'rounding_unit_yuan',
] %}
{#- no common table: it would be held in memory with all that is said of each amount -#}
{%- set amounts -%}
    (
        select *
        from {{ ref('int_amounts__classified') }}
        where amount_yuan is not null and measure is not null
            and year_printed is null and shown_by is null
    )
{%- endset %}
with

-- a detail of a line (a project of an item) stands for it only where the line itself is not printed
code_lines as (
    select
        group_id,
        code,
        min(
            case
                when tree_path is not null then case when tree_path like '%#%' then 1 else 0 end
            end
        ) as is_detail
    from {{ amounts }} as amounts
    where code is not null
    group by group_id, code
),

-- whether a line has others under it, from the line that follows it in the order of codes
ordered_codes as (
    select
        *,
        lead(code) over (partition by group_id order by code) as next_code
    from code_lines
),

finest_codes as (
    select
        group_id,
        code,
        is_detail,
        next_code is null or not {{ is_prefix('code', 'next_code') }} as is_finest_code
    from ordered_codes
),

-- what is said of an amount comes with it: joined to the places in the end, all that is said of all
-- amounts would be held in memory
coded as (
    select
        amounts.group_id,
        amounts.code as line_key,
        amounts.measure,
        amounts.amount_id,
        amounts.{{ of_amounts | join(',\n        amounts.') }},
        finest_codes.is_finest_code
    from {{ amounts }} as amounts
    inner join finest_codes
        on
            amounts.group_id = finest_codes.group_id
            and amounts.code = finest_codes.code
            and case when amounts.tree_path like '%#%' then 1 else 0 end = finest_codes.is_detail
),

of_forms as (
    select
        group_id,
        line_code as line_key,
        measure,
        amount_id,
        {{ of_amounts | join(',\n        ') }},
        false as is_finest_code
    from {{ amounts }} as amounts
    where line_code is not null and line_code <> 'total' and tree_path is not null
),

-- the partial totals of a table of expenses, with the group that the label names
subtotals as (
    select
        amounts.group_id,
        amounts.measure,
        amounts.amount_id,
        group_totals.label is not null and group_totals.expense_group is null as is_of_all,
        coalesce(
            group_totals.expense_group,
            case when amounts.measure in ('personnel', 'public') then amounts.measure end
        ) as expense_group
    from {{ amounts }} as amounts
    left join {{ ref('group_totals') }} as group_totals
        on amounts.label_key = group_totals.label
    where
        amounts.tree_path is null and amounts.row_kind = 'subtotal'
        and amounts.table_classification = 'economic'
),

-- candidates for the total: what the table prints as one, else what adds up to one
candidates as (
    select
        group_id,
        measure,
        amount_id,
        1 as rank_of_kind
    from {{ amounts }} as amounts
    where tree_path = '/'
    union all
    select
        group_id,
        measure,
        amount_id,
        2 as rank_of_kind
    from subtotals
    where is_of_all
    union all
    select
        group_id,
        expense_group as measure,
        amount_id,
        3 as rank_of_kind
    from subtotals
    where expense_group is not null and measure in ('total', expense_group)
    union all
    select
        group_id,
        'total' as measure,
        amount_id,
        3 as rank_of_kind
    from subtotals
    where expense_group is not null and measure in ('total', expense_group)
    union all
    select
        amounts.group_id,
        amounts.measure,
        amounts.amount_id,
        4 as rank_of_kind
    from {{ amounts }} as amounts
    inner join {{ ref('int_checks__line_tree') }} as line_tree
        on amounts.line_id = line_tree.line_id
    where line_tree.is_top
),

ranked as (
    select
        *,
        min(rank_of_kind) over (partition by group_id, measure) as best_kind
    from candidates
),

totals as (
    select
        ranked.group_id,
        'total' as line_key,
        ranked.measure,
        ranked.amount_id,
        amounts.{{ of_amounts | join(',\n        amounts.') }},
        false as is_finest_code
    from ranked
    inner join {{ amounts }} as amounts on ranked.amount_id = amounts.amount_id
    where ranked.rank_of_kind = ranked.best_kind
),

unioned as (
    select
        coded.*,
        'code' as place_kind
    from coded
    union all
    select
        of_forms.*,
        'line' as place_kind
    from of_forms
    union all
    select
        totals.*,
        'line' as place_kind
    from totals
),

final as (
    select
        unioned.document_id,
        unioned.table_index,
        unioned.table_type,
        unioned.scope,
        coalesce(unioned.side, 'expenditure') as side,
        unioned.phase,
        unioned.group_id,
        unioned.place_kind,
        unioned.line_key,
        unioned.measure,
        unioned.is_finest_code,
        unioned.code,
        unioned.label,
        unioned.line,
        {{ amount_term('unioned') }}
    from unioned
)

select * from final
