-- Terms of the sums inside the narrative:
--   text_tree          a thing is the sum of the things next under it that the text states
--   nature, basic_parts, sources_cover_expenditure (seed narrative_parts)
--   the same of changes against the year before, and of the year before itself (earlier)
--   implied_tree       budgets implied by completion rates add up as the amounts do that they are
--                           of
--   text_repeated      a thing stated twice is stated alike
--   shares_of_whole    shares of one whole, given for all of it, add to 100
--   parts_of_whole     parts whose shares add to 100 add to the whole
--   projects_of_table  the budgets of the projects add to that of the table of performance
-- A sum is looked at only if the text gives all of it: where the tables have the same things,
-- these must add up there; of changes, the amounts must; of amounts that no table has, such as the
-- budget in final accounts, those of the year must that a table has. Where nothing tells, items
-- that make less than their class are some of them. Parts that are all zero are not all of a whole
-- that is some.
-- Grain: one row per sum and figure that takes part.
with

all_facts as (
    select * from {{ ref('int_checks__stated_facts') }}
),

facts as (
    select * from all_facts
    where precision_rank = 1
),

-- the total of both sides stands in both trees; in final accounts it holds balances that the text
-- need not name
rooted as (
    select
        facts.*,
        facts.forest as tree
    from facts
    where facts.sum_path is not null and facts.forest <> 'both'
    union all
    select
        facts.*,
        'revenue' as tree
    from facts
    where facts.sum_path is not null and facts.forest = 'both' and facts.document_stage = 'budget'
    union all
    select
        facts.*,
        'expenditure' as tree
    from facts
    where facts.sum_path is not null and facts.forest = 'both' and facts.document_stage = 'budget'
),

ancestors as (
    select
        above.figure_id as whole_id,
        above.metric,
        below.figure_id as part_id,
        above.tree,
        above.sum_path as above_path,
        max(length(above.sum_path)) over (
            partition by below.figure_id, below.tree
        ) as longest
    from rooted as above
    inner join rooted as below
        on
            above.document_id = below.document_id
            and above.fiscal_year = below.fiscal_year
            and above.phase = below.phase
            and above.scope = below.scope
            and above.tree = below.tree
            and above.metric = below.metric
            and coalesce(above.compared_year, 0) = coalesce(below.compared_year, 0)
            and length(below.sum_path) > length(above.sum_path)
            and {{ is_prefix('above.sum_path', 'below.sum_path') }}
),

-- a total of both sides is the sum of the parts of one, never of both together
nearest as (
    select
        *,
        min(tree) over (partition by whole_id) as one_tree
    from ancestors
    where length(above_path) = longest
),

narrative_parts as (
    select * from {{ ref('narrative_parts') }}
),

part_counts as (
    select
        sum_id,
        count(*) as parts
    from narrative_parts
    group by sum_id
),

named as (
    select
        narrative_parts.sum_id,
        wholes.figure_id as whole_id,
        wholes.metric,
        parts.figure_id as part_id,
        count(*) over (partition by narrative_parts.sum_id, wholes.figure_id) as parts_stated,
        part_counts.parts as parts_named
    from narrative_parts
    inner join part_counts on narrative_parts.sum_id = part_counts.sum_id
    inner join facts as wholes
        on
            narrative_parts.whole_type = wholes.item_type
            and narrative_parts.whole_item = wholes.item
            and wholes.side in ('expenditure', 'both')
    inner join facts as parts
        on
            narrative_parts.part_type = parts.item_type
            and narrative_parts.part_item = parts.item
            and wholes.document_id = parts.document_id
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.phase = parts.phase
            and wholes.scope = parts.scope
            and wholes.metric = parts.metric
            and coalesce(wholes.compared_year, 0) = coalesce(parts.compared_year, 0)
    where wholes.side = 'expenditure' or wholes.document_stage = 'budget'
),

sums as (
    select distinct
        'text_tree' as sum_id,
        whole_id,
        part_id
    from nearest
    where tree = one_tree
    union all
    select
        sum_id,
        whole_id,
        part_id
    from named
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
    group by statement_id, tie_id
),

same_amounts as (
    select
        changes.figure_id,
        amounts.figure_id as amount_id,
        amounts.low,
        amounts.high
    from facts as changes
    inner join facts as amounts
        on
            changes.document_id = amounts.document_id
            and changes.fiscal_year = amounts.fiscal_year
            and changes.phase = amounts.phase
            and changes.scope = amounts.scope
            and changes.item_type = amounts.item_type
            and changes.item = amounts.item
            and coalesce(changes.side, '') = coalesce(amounts.side, '')
    where changes.metric = 'change' and amounts.metric = 'amount'
),

measures_of_completeness as (
    select
        figure_id,
        low,
        high
    from table_values
    where choice = 1
    union all
    select
        figure_id,
        low,
        high
    from same_amounts
),

completeness as (
    select
        sums.sum_id,
        sums.whole_id,
        count(*) as parts,
        count(parts.figure_id) as measured_parts,
        min(wholes.low) as whole_low,
        max(wholes.high) as whole_high,
        sum(parts.low) as parts_low,
        sum(parts.high) as parts_high,
        sum(stated.high) as stated_high,
        max(case when stated.low <> 0 or stated.high <> 0 then 1 else 0 end) as has_some
    from sums
    inner join facts as stated on sums.part_id = stated.figure_id
    left join measures_of_completeness as wholes on sums.whole_id = wholes.figure_id
    left join measures_of_completeness as parts on sums.part_id = parts.figure_id
    group by sums.sum_id, sums.whole_id
),

-- is_all is null where nothing tells
measured as (
    select
        completeness.sum_id,
        completeness.whole_id,
        completeness.has_some,
        completeness.stated_high,
        facts.metric,
        facts.low,
        facts.high,
        facts.document_id,
        facts.fiscal_year,
        facts.scope,
        facts.item_type,
        facts.item,
        facts.side,
        case
            when completeness.whole_low is null or completeness.measured_parts < completeness.parts
                then null
            when {{ intervals_meet('whole_low', 'whole_high', 'parts_low', 'parts_high') }} then 1
            else 0
        end as is_all
    from completeness
    inner join facts on completeness.whole_id = facts.figure_id
),

told as (
    select
        *,
        coalesce(
            is_all,
            min(is_all) over (
                partition by
                    sum_id, metric, document_id, fiscal_year, scope, item_type, item, side
            ),
            case
                when metric <> 'amount' then 0
                -- a text may name the largest items of a class and leave out the rest; the three
                -- public expenses and the kinds of procurement are few, and all of them
                when
                    sum_id = 'text_tree'
                    and item_type not in ('three_public', 'procurement')
                    and stated_high < low
                    then 0
                else 1
            end
        ) as is_all_told
    from measured
),

complete as (
    select
        sum_id,
        whole_id
    from told
    where is_all_told = 1 and (has_some = 1 or (low = 0 and high = 0))
),

held as (
    select
        sums.sum_id,
        sums.whole_id,
        sums.part_id
    from sums
    inner join complete
        on
            sums.sum_id = complete.sum_id
            and sums.whole_id = complete.whole_id
),

sides as (
    select
        sum_id,
        whole_id,
        'printed' as term_role,
        whole_id as figure_id
    from held
    group by sum_id, whole_id
    union all
    select
        sum_id,
        whole_id,
        'part' as term_role,
        part_id as figure_id
    from held
),

sum_terms as (
    select
        sides.sum_id || case facts.metric when 'change' then '_of_changes' else '' end as rule_id,
        sides.whole_id as head_id,
        sides.term_role,
        1 as weight,
        facts.figure_id,
        facts.value,
        facts.low,
        facts.high
    from sides
    inner join facts on sides.figure_id = facts.figure_id
),

-- the year before is the amount less the change, on both sides
earlier_terms as (
    select
        sides.sum_id || '_the_year_before' as rule_id,
        sides.whole_id as head_id,
        sides.term_role,
        -1 as weight,
        facts.figure_id,
        facts.value,
        facts.low,
        facts.high
    from sides
    inner join facts on sides.figure_id = facts.figure_id
    where facts.metric = 'change' and sides.sum_id = 'sources_cover_expenditure'
    union all
    select
        sides.sum_id || '_the_year_before' as rule_id,
        sides.whole_id as head_id,
        sides.term_role,
        1 as weight,
        facts.figure_id,
        facts.value,
        facts.low,
        facts.high
    from sides
    inner join same_amounts on sides.figure_id = same_amounts.figure_id
    inner join facts on same_amounts.amount_id = facts.figure_id
    where sides.sum_id = 'sources_cover_expenditure'
),

-- the budgets that rates imply, by the amount that each is of
implied as (
    select
        facts.figure_id as fact_id,
        years.evidence_statement_ids as figure_id,
        {{ quantity('years.amount_yuan') }} as value,
        {{ quantity('years.low_yuan') }} as low,
        {{ quantity('years.high_yuan') }} as high
    from {{ ref('int_years__derived') }} as years
    inner join facts
        on
            years.document_id = facts.document_id
            and years.item_type = facts.item_type
            and years.item = facts.item
            and years.scope = facts.scope
            and years.fiscal_year = facts.fiscal_year
            and facts.metric = 'amount'
            and facts.phase = 'final'
    where years.basis = 'implied' and years.side = 'expenditure'
),

implied_sums as (
    select
        held.whole_id,
        count(*) as parts,
        count(implied.fact_id) as implied_parts
    from held
    left join implied on held.part_id = implied.fact_id
    where held.sum_id = 'text_tree'
    group by held.whole_id
),

implied_terms as (
    select
        'implied_tree' as rule_id,
        implied.fact_id as head_id,
        'printed' as term_role,
        1 as weight,
        implied.figure_id,
        implied.value,
        implied.low,
        implied.high
    from implied_sums
    inner join implied on implied_sums.whole_id = implied.fact_id
    where implied_sums.parts = implied_sums.implied_parts
    union all
    select
        'implied_tree' as rule_id,
        held.whole_id as head_id,
        'part' as term_role,
        1 as weight,
        parts.figure_id,
        parts.value,
        parts.low,
        parts.high
    from implied_sums
    inner join implied as wholes on implied_sums.whole_id = wholes.fact_id
    inner join held
        on
            implied_sums.whole_id = held.whole_id
            and held.sum_id = 'text_tree'
    inner join implied as parts on held.part_id = parts.fact_id
    where implied_sums.parts = implied_sums.implied_parts
),

repeats as (
    select
        repeated.figure_id as head_id,
        facts.figure_id as first_id
    from all_facts as repeated
    inner join facts
        on
            repeated.document_id = facts.document_id
            and repeated.fiscal_year = facts.fiscal_year
            and repeated.phase = facts.phase
            and repeated.scope = facts.scope
            and repeated.item_type = facts.item_type
            and repeated.item = facts.item
            and coalesce(repeated.side, '') = coalesce(facts.side, '')
            and repeated.metric = facts.metric
            and coalesce(repeated.compared_year, 0) = coalesce(facts.compared_year, 0)
            and coalesce(repeated.compared_phase, '') = coalesce(facts.compared_phase, '')
    where repeated.precision_rank > 1
),

repeat_terms as (
    select
        'text_repeated' as rule_id,
        repeats.head_id,
        'printed' as term_role,
        1 as weight,
        all_facts.figure_id,
        all_facts.value,
        all_facts.own_low as low,
        all_facts.own_high as high
    from repeats
    inner join all_facts on repeats.head_id = all_facts.figure_id
    union all
    select
        'text_repeated' as rule_id,
        repeats.head_id,
        'part' as term_role,
        1 as weight,
        all_facts.figure_id,
        all_facts.value,
        all_facts.own_low as low,
        all_facts.own_high as high
    from repeats
    inner join all_facts on repeats.first_id = all_facts.figure_id
),

stated as (
    select * from {{ ref('int_checks__stated') }}
),

-- shares of one whole: complete if they add to 100, or if what they are of adds to the whole
portions as (
    select
        portions.figure_id as share_id,
        portions.value as share_value,
        portions.low as share_low,
        portions.high as share_high,
        bases.figure_id as base_id,
        bases.value as base_value,
        bases.low as base_low,
        bases.high as base_high,
        wholes.figure_id as whole_id,
        wholes.value as whole_value,
        wholes.low as whole_low,
        wholes.high as whole_high
    from stated as portions
    inner join stated as bases on portions.base_statement_id = bases.figure_id
    inner join stated as wholes on portions.whole_statement_id = wholes.figure_id
    where
        portions.metric = 'share' and bases.value_unit = 'yuan' and wholes.value_unit = 'yuan'
        and bases.figure_id <> wholes.figure_id
),

partitions as (
    select
        whole_id,
        {{ intervals_meet(
            'sum(share_low)', 'sum(share_high)', quantity('100'), quantity('100')
        ) }} as shares_meet,
        {{ intervals_meet(
            'sum(base_low)', 'sum(base_high)', 'min(whole_low)', 'min(whole_high)'
        ) }} as parts_meet
    from portions
    group by whole_id
    having count(*) > 1
),

partition_terms as (
    select
        'shares_of_whole' as rule_id,
        portions.whole_id as head_id,
        'printed' as term_role,
        1 as weight,
        portions.share_id as figure_id,
        portions.share_value as value,
        portions.share_low as low,
        portions.share_high as high
    from portions
    inner join partitions on portions.whole_id = partitions.whole_id
    where partitions.parts_meet
    union all
    select
        'shares_of_whole' as rule_id,
        whole_id as head_id,
        'part' as term_role,
        1 as weight,
        cast(null as {{ dbt.type_string() }}) as figure_id,
        {{ quantity('100') }} as value,
        {{ quantity('100') }} as low,
        {{ quantity('100') }} as high
    from partitions
    where parts_meet
    union all
    select
        'parts_of_whole' as rule_id,
        portions.whole_id as head_id,
        'part' as term_role,
        1 as weight,
        portions.base_id as figure_id,
        portions.base_value as value,
        portions.base_low as low,
        portions.base_high as high
    from portions
    inner join partitions on portions.whole_id = partitions.whole_id
    where partitions.shares_meet
    union all
    select distinct
        'parts_of_whole' as rule_id,
        portions.whole_id as head_id,
        'printed' as term_role,
        1 as weight,
        portions.whole_id as figure_id,
        portions.whole_value as value,
        portions.whole_low as low,
        portions.whole_high as high
    from portions
    inner join partitions on portions.whole_id = partitions.whole_id
    where partitions.shares_meet
),

-- a table of performance prints the budget of the unit over those of its projects
performance as (
    select * from stated
    where source = 'performance' and metric = 'amount' and value_unit = 'yuan'
),

budgets_of_projects as (
    select
        heads.figure_id as head_id,
        heads.value as head_value,
        heads.low as head_low,
        heads.high as head_high,
        projects.figure_id,
        projects.value,
        projects.low,
        projects.high
    from performance as heads
    inner join performance as projects
        on
            heads.document_id = projects.document_id
            and heads.subject = projects.subject
            and heads.fiscal_year = projects.fiscal_year
            and heads.phase = projects.phase
    where heads.project_name is null and projects.project_name is not null
),

project_terms as (
    select distinct
        'projects_of_table' as rule_id,
        head_id,
        'printed' as term_role,
        1 as weight,
        head_id as figure_id,
        head_value as value,
        head_low as low,
        head_high as high
    from budgets_of_projects
    union all
    select
        'projects_of_table' as rule_id,
        head_id,
        'part' as term_role,
        1 as weight,
        figure_id,
        value,
        low,
        high
    from budgets_of_projects
),

terms as (
    select * from sum_terms
    union all
    select * from earlier_terms
    union all
    select * from implied_terms
    union all
    select * from repeat_terms
    union all
    select * from partition_terms
    union all
    select * from project_terms
),

class_terms as (
    select
        terms.rule_id,
        'narrative_sum' as check_class,
        heads.document_id,
        terms.head_id as place_key,
        cast(null as integer) as table_index,
        heads.phase,
        heads.code,
        heads.subject as label,
        coalesce(heads.item, heads.metric) as measure,
        heads.line,
        terms.term_role,
        terms.weight,
        terms.figure_id,
        terms.value,
        terms.low,
        terms.high,
        case when terms.rule_id = 'shares_of_whole' then 'percent' else heads.value_unit end
            as value_unit
    from terms
    inner join stated as heads on terms.head_id = heads.figure_id
)

select * from class_terms
