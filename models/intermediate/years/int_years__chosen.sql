-- The statements that make rows of the additive facts, for a year, phase and scope of which no
-- table of their document tells. Of several bases that split the same by item, one is taken: the
-- printed before the computed. Leaves only: a class gives way to its items where these add up to
-- it within what the precision allows, else it stays and they do not count. A total gives way to
-- whatever stands under it, and coverage says how that compares:
--   complete  the leaves add up to the total, with or without what closes the form
--   partial   they make less: the text leaves something out, and the total is in the unit totals
--   exceeds   they make more
--   unknown   the text gives no total of that year, phase and scope
-- A total without items makes no fact here; it is in the unit totals.
-- Grain: one row per document, fact, fiscal year, phase, scope and item.
with

years as (
    select * from {{ ref('int_years__derived') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

placed as (
    select
        *,
        case item_type
            when 'functional_expenditure' then 'functional_expenditure'
            when 'closing' then 'functional_expenditure'
            when 'revenue_source' then 'revenue'
            when 'three_public' then 'three_public'
            when 'procurement' then 'procurement'
            else case when side = 'revenue' then 'revenue' else 'functional_expenditure' end
        end as fact
    from years
    where tree_path is not null and amount_yuan is not null
),

tabled as (
    select distinct
        document_id,
        fact,
        fiscal_year,
        phase,
        scope
    from {{ ref('int_amounts__chosen') }}
    where not is_listed
    union
    select distinct
        document_id,
        'procurement' as fact,
        fiscal_year,
        phase,
        scope
    from amounts
    where table_type = 'procurement'
),

untabled as (
    select
        placed.*,
        {{ surrogate_key([
            'placed.document_id', 'placed.fact', 'placed.fiscal_year', 'placed.phase',
            'placed.scope', 'placed.basis',
        ]) }} as group_id,
        row_number() over (
            partition by
                placed.document_id, placed.fact, placed.fiscal_year, placed.phase, placed.scope,
                placed.basis, placed.tree_path
            order by
                case when placed.contains_balances then 1 else 0 end,
                placed.rounding_unit_yuan,
                placed.statement_no,
                placed.year_id
        ) as copy_no
    from placed
    left join tabled
        on
            placed.document_id = tabled.document_id
            and placed.fact = tabled.fact
            and placed.fiscal_year = tabled.fiscal_year
            and placed.phase = tabled.phase
            and placed.scope = tabled.scope
    where tabled.document_id is null
),

nodes as (
    select *
    from untabled
    where copy_no = 1
),

split_groups as (
    select
        group_id,
        row_number() over (
            partition by document_id, fact, fiscal_year, phase, scope
            order by min({{ basis_rank('basis') }})
        ) as choice
    from nodes
    where tree_path <> '/' and item_type <> 'closing'
    group by group_id, document_id, fact, fiscal_year, phase, scope
),

ancestors as (
    select
        below.year_id,
        below.low_yuan,
        below.high_yuan,
        above.year_id as above_id,
        above.tree_path as above_path,
        above.low_yuan as above_low_yuan,
        above.high_yuan as above_high_yuan,
        length(above.tree_path)
        = max(length(above.tree_path)) over (partition by below.year_id) as is_parent
    from nodes as below
    inner join nodes as above
        on
            below.group_id = above.group_id
            and length(below.tree_path) > length(above.tree_path)
            and {{ is_prefix('above.tree_path', 'below.tree_path') }}
),

parents as (
    select
        above_id,
        min(above_path) = '/'
        or (
            sum(case when is_parent then low_yuan else 0 end) <= min(above_high_yuan)
            and sum(case when is_parent then high_yuan else 0 end) >= min(above_low_yuan)
        ) as gives_way
    from ancestors
    group by above_id
),

kept as (
    select distinct ancestors.year_id
    from ancestors
    inner join parents on ancestors.above_id = parents.above_id
    where not parents.gives_way
),

leaves as (
    select nodes.*
    from nodes
    inner join split_groups on nodes.group_id = split_groups.group_id
    left join parents on nodes.year_id = parents.above_id
    left join kept on nodes.year_id = kept.year_id
    where
        split_groups.choice = 1
        and kept.year_id is null
        and not coalesce(parents.gives_way, false)
        and nodes.tree_path <> '/'
),

covered as (
    select
        leaves.group_id,
        sum(leaves.low_yuan) as low_yuan,
        sum(leaves.high_yuan) as high_yuan,
        sum(case when leaves.item_type <> 'closing' then leaves.low_yuan else 0 end)
            as own_low_yuan,
        sum(case when leaves.item_type <> 'closing' then leaves.high_yuan else 0 end)
            as own_high_yuan,
        min(totals.low_yuan) as total_low_yuan,
        min(totals.high_yuan) as total_high_yuan
    from leaves
    left join nodes as totals
        on
            leaves.group_id = totals.group_id
            and totals.tree_path = '/'
    group by leaves.group_id
),

final as (
    select
        leaves.fact,
        leaves.document_id,
        leaves.unit_id,
        leaves.document_year,
        leaves.document_stage,
        leaves.document_is_current,
        leaves.fiscal_year,
        leaves.phase,
        leaves.scope,
        leaves.item,
        leaves.amount_yuan,
        leaves.rounding_unit_yuan,
        leaves.basis,
        case when leaves.basis <> 'text' then {{ money('leaves.low_yuan') }} end
            as amount_low_yuan,
        case when leaves.basis <> 'text' then {{ money('leaves.high_yuan') }} end
            as amount_high_yuan,
        case
            when covered.total_low_yuan is null then 'unknown'
            when
                {{ intervals_meet(
                    'covered.own_low_yuan', 'covered.own_high_yuan',
                    'covered.total_low_yuan', 'covered.total_high_yuan',
                ) }}
                then 'complete'
            when covered.high_yuan < covered.total_low_yuan then 'partial'
            when covered.low_yuan > covered.total_high_yuan then 'exceeds'
            else 'complete'
        end as coverage,
        leaves.evidence_statement_ids
    from leaves
    inner join covered on leaves.group_id = covered.group_id
    where leaves.item_type <> 'closing'
)

select * from final
