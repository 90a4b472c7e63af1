-- The sums that the text states with all their parts: a thing is the sum of the things next under
-- it (text_tree), or of those that seed narrative_parts names. The text gives all of it where the
-- tables have the same things and these add up there; of changes, where the amounts do; of amounts
-- that no table has, such as the budget in final accounts, where those of the year do that a table
-- has. Where nothing tells, items that make less than their class are some of them. Parts that are
-- all zero are not all of a whole that is some; nor are parts that make less than it where numbers
-- that nobody knows stand among them and may make what lacks.
-- Grain: one row per sum, whole and figure that takes part, with its role.
with

facts as (
    select * from {{ ref('int_checks__stated_facts') }}
    where precision_rank = 1
),

-- the total of both sides stands in both trees; in final accounts it holds balances that the text
-- need not name
rooted as (
    {% for tree in ['forest', "'revenue'", "'expenditure'"] -%}
        select
            *,
            {{ tree }} as tree
        from facts
        where
            sum_path is not null
            {% if tree == 'forest' -%}
                and forest <> 'both'
            {% else -%}
                and forest = 'both' and document_stage = 'budget'
            {% endif -%}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

ancestors as (
    select
        above.figure_id as whole_id, below.figure_id as part_id, above.tree,
        length(above.sum_path) as depth,
        max(length(above.sum_path)) over (partition by below.figure_id, below.tree) as deepest
    from rooted as above
    inner join rooted as below
        on
            {{ same('above', 'below', ['setting_key', 'tree']) }}
            and length(below.sum_path) > length(above.sum_path)
            and {{ is_prefix('above.sum_path', 'below.sum_path') }}
),

-- a total of both sides is the sum of the parts of one, never of both together
nearest as (
    select
        *,
        min(tree) over (partition by whole_id) as one_tree
    from ancestors
    where depth = deepest
),

parts as (
    select
        *,
        count(*) over (partition by sum_id) as parts_named
    from {{ ref('narrative_parts') }}
),

named as (
    select
        parts.sum_id, wholes.figure_id as whole_id, stated.figure_id as part_id,
        count(*) over (partition by parts.sum_id, wholes.figure_id) as parts_stated,
        parts.parts_named
    from parts
    inner join facts as wholes
        on
            parts.whole_type = wholes.item_type
            and parts.whole_item = wholes.item
            and (
                wholes.side = 'expenditure'
                or wholes.side = 'both' and wholes.document_stage = 'budget'
            )
    inner join facts as stated
        on
            parts.part_type = stated.item_type
            and parts.part_item = stated.item
            and wholes.setting_key = stated.setting_key
            and (parts.part_type <> 'economic_class' or wholes.subject = stated.part_of)
),

sums as (
    select distinct 'text_tree' as sum_id, whole_id, part_id from nearest
    where tree = one_tree
    union all
    select sum_id, whole_id, part_id from named
    where parts_stated = parts_named
),

-- what tells whether the parts are all of the whole: tables of amounts, amounts of changes
table_values as (
    select
        statement_id as figure_id,
        sum(low) as low,
        sum(high) as high,
        row_number() over (partition by statement_id order by tie_id) as choice
    from {{ ref('int_checks__text_ties') }}
    where not is_compared
    group by statement_id, tie_id
),

measures as (
    select figure_id, low, high from table_values
    where choice = 1
    union all
    select changes.figure_id, amounts.low, amounts.high
    from facts as changes
    inner join facts as amounts on changes.item_key = amounts.item_key
    where changes.metric = 'change' and amounts.metric = 'amount'
),

completeness as (
    select
        sums.sum_id, sums.whole_id,
        case
            when count(parts.figure_id) < count(*) then null
            when {{ intervals_meet(
                'min(wholes.low)', 'max(wholes.high)', 'sum(parts.low)', 'sum(parts.high)'
            ) }} then 1
            when min(wholes.low) is not null then 0
        end as is_all,
        sum(stated.high) as stated_high,
        min(heads.high) - sum(stated.low) as most_lacking,
        min(heads.line) as line_from,
        max(stated.line) as line_to,
        max(case when stated.value <> 0 then 1 else 0 end) as has_some,
        count(*) as parts
    from sums
    inner join facts as stated on sums.part_id = stated.figure_id
    inner join facts as heads on sums.whole_id = heads.figure_id
    left join measures as wholes on sums.whole_id = wholes.figure_id
    left join measures as parts on sums.part_id = parts.figure_id
    group by sums.sum_id, sums.whole_id
),

gapped as (
    select completeness.sum_id, completeness.whole_id
    from completeness
    inner join facts on completeness.whole_id = facts.figure_id
    inner join {{ ref('int_checks__unknown_parts') }} as unnamed
        on
            facts.document_id = unnamed.document_id
            and coalesce(unnamed.fiscal_year, facts.fiscal_year) = facts.fiscal_year
            and coalesce(unnamed.phase, facts.phase) = facts.phase
            and unnamed.line between completeness.line_from and completeness.line_to
            and coalesce(unnamed.value, 0) <= completeness.most_lacking
    where completeness.stated_high < facts.low
    group by completeness.sum_id, completeness.whole_id
    having
        count(*) > count(unnamed.value)
        or sum(unnamed.value) >= min(facts.low) - min(completeness.stated_high)
),

told as (
    select
        completeness.sum_id, completeness.whole_id,
        facts.value = 0 or completeness.has_some = 1 as has_parts,
        coalesce(
            completeness.is_all,
            min(completeness.is_all) over (
                partition by
                    completeness.sum_id, facts.metric, facts.document_id, facts.fiscal_year,
                    facts.scope, facts.item_type, facts.item, facts.side
            ),
            case
                when facts.metric <> 'amount' or gapped.whole_id is not null then 0
                -- a text may name the largest items; of 三公 and purchases there are few, but
                -- one alone is never all
                when
                    completeness.stated_high < facts.low
                    and (
                        completeness.parts = 1
                        or completeness.sum_id in ('text_tree', 'basic_classes')
                        and facts.item_type not in ('three_public', 'procurement')
                    )
                    then 0
                else 1
            end
        ) as is_all
    from completeness
    inner join facts on completeness.whole_id = facts.figure_id
    left join gapped on {{ same('completeness', 'gapped', ['sum_id', 'whole_id']) }}
),

final as (
    {% for role, figure in {'printed': 'whole_id', 'part': 'part_id'}.items() -%}
        select
            facts.document_id, sums.sum_id, facts.metric, sums.whole_id,
            '{{ role }}' as term_role, sums.{{ figure }} as figure_id
        from sums
        inner join told on sums.sum_id = told.sum_id and sums.whole_id = told.whole_id
        inner join facts on sums.whole_id = facts.figure_id
        where told.is_all = 1 and told.has_parts
        {% if not loop.last -%}
            union
        {% endif -%}
    {% endfor %}
)

select * from final
