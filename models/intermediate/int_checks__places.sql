-- The amounts behind a named place of a table, for ties between tables and for the text: a line of
-- a summary by its code, a line of a classification by its code, and the total. A table that
-- prints no total in a measure has its partial totals for one, and where it has none of these its
-- top lines.
-- Grain: one row per named place (document, table, side, phase, line, measure) and amount behind
-- it.
{{ config(materialized='table') }}

{%- set of_amounts = [
    'document_id', 'table_index', 'table_type', 'scope', 'side', 'phase', 'code', 'label', 'line',
    'amount_yuan', 'rounding_unit_yuan',
] %}
{#- no common table: it would be held in memory with all that is said of each amount -#}
{%- set amounts = ref('int_amounts__classified') %}
{%- set is_amount = 'amounts.amount_yuan is not null and amounts.measure is not null' %}
with

-- whether a line has others under it, from the line that follows it in the order of codes
ordered_codes as (
    select
        group_id,
        code,
        lead(code) over (partition by group_id order by code) as next_code
    from {{ amounts }} as amounts
    where {{ is_amount }} and code is not null
    group by group_id, code
),

-- a detail of a line (a project of an item) stands for it only where the line itself is not printed
code_lines as (
    select
        group_id,
        code,
        min(case when tree_path like '%#%' then 1 else 0 end) as is_detail
    from {{ amounts }} as amounts
    where {{ is_amount }} and code is not null and tree_path is not null
    group by group_id, code
),

-- what is said of an amount comes with it: joined to the places in the end, all that is said of all
-- amounts would be held in memory
coded as (
    select
        amounts.group_id,
        amounts.code as line_key,
        amounts.measure,
        amounts.amount_id,
        amounts.{{ of_amounts | join(',\n        amounts.') }}
    from {{ amounts }} as amounts
    inner join code_lines
        on
            amounts.group_id = code_lines.group_id
            and amounts.code = code_lines.code
            and case when amounts.tree_path like '%#%' then 1 else 0 end = code_lines.is_detail
    where {{ is_amount }}
),

of_forms as (
    select
        group_id,
        line_code as line_key,
        measure,
        amount_id,
        {{ of_amounts | join(',\n        ') }}
    from {{ amounts }} as amounts
    where
        {{ is_amount }}
        and line_code is not null and line_code <> 'total' and tree_path is not null
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
        on {{ label_key('amounts.label_printed') }} = group_totals.label
    where
        {{ is_amount }}
        and amounts.tree_path is null and amounts.row_kind = 'subtotal'
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
    where {{ is_amount }} and tree_path = '/'
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
    where {{ is_amount }} and line_tree.is_top
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
        amounts.{{ of_amounts | join(',\n        amounts.') }}
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
        coalesce(
            ordered_codes.code is not null
            and (
                ordered_codes.next_code is null
                or not {{ is_prefix('ordered_codes.code', 'ordered_codes.next_code') }}
            ),
            false
        ) as is_finest_code,
        unioned.code,
        unioned.label,
        unioned.line,
        {{ amount_term('unioned') }}
    from unioned
    left join ordered_codes
        on
            unioned.group_id = ordered_codes.group_id
            and unioned.line_key = ordered_codes.code
            and unioned.place_kind = 'code'
)

select * from final
