-- The leaf amounts that make the additive facts: for each document, unit, fact, phase and scope
-- those of one table, the finest that the document has. What stands in the block of a unit that a
-- department lists is told twice: of the department, and of the unit (is_listed). Where rows by
-- function print a departmental economic code too, and no table by economic class tells of the
-- scope, they make the economic fact as well: by the register's item or class that the code begins
-- with, and by none if it is in no register. A line under another class's code has the code of the
-- class that its name and the text say. Closing lines (surplus distribution, balance carried on)
-- close a form and are not expenditure. A fact carries what is printed, unless a steward's
-- correction says that it carries the corrected value.
-- Grain: one row per fact, unit and leaf amount of a chosen table.
{%- set scope = ['document_id', 'told_unit_id', 'fiscal_year', 'phase', 'scope'] %}
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

leaves as (
    select * from {{ ref('int_amounts__leaves') }}
),

corrected as (
    select * from {{ ref('int_amounts__corrected') }}
    where carried_yuan is not null
),

renamed as (
    select * from {{ ref('int_lines__renamed') }}
),

economic_classes as (
    select * from {{ ref('int_classes__unioned') }}
    where classification = 'economic' and is_register_name
),

tellable as (
    select amounts.*
    from amounts
    inner join leaves on amounts.amount_id = leaves.amount_id
    where
        leaves.is_leaf
        and amounts.fact is not null
        and coalesce(amounts.line_role, 'item') <> 'closing'
),

of_units as (
    select
        tellable.*,
        tellable.unit_id as told_unit_id,
        false as is_listed
    from tellable
    union all
    select
        tellable.*,
        tellable.listed_unit_id as told_unit_id,
        true as is_listed
    from tellable
    where tellable.listed_unit_id is not null
),

candidates as (
    select
        *,
        {{ narrow_key(scope + ['fact', 'priority', 'table_index']) }} as table_key,
        {{ narrow_key(scope + ['fact']) }} as fact_key,
        {{ narrow_key(scope) }} as scope_key
    from of_units
),

-- tables are ranked, not their amounts
ranked as (
    select
        table_key,
        row_number() over (partition by fact_key order by priority, table_index) as choice
    from candidates
    group by table_key, fact_key, priority, table_index
),

chosen as (
    select candidates.*
    from candidates
    inner join ranked on candidates.table_key = ranked.table_key
    where ranked.choice = 1
),

scopes as (
    select
        scope_key,
        max(
            case
                when fact = 'functional_expenditure' and economic_code_folded is not null then 1
                else 0
            end
        ) = 1
        and max(case when fact = 'economic_expenditure' then 1 else 0 end) = 0 as makes_economic
    from chosen
    group by scope_key
),

told as (
    select
        chosen.*,
        chosen.fact as told_fact,
        coalesce(renamed.named_code, chosen.code) as told_code,
        chosen.expense_group as told_group
    from chosen
    left join renamed
        on
            chosen.fact = renamed.classification || '_expenditure'
            and chosen.document_id = renamed.document_id
            and chosen.fiscal_year = renamed.fiscal_year
            and chosen.code = renamed.code
            and chosen.label_key = renamed.label_key
    union all
    select
        chosen.*,
        'economic_expenditure' as told_fact,
        economic_classes.code as told_code,
        coalesce(chosen.expense_group, economic_classes.expense_group) as told_group
    from chosen
    inner join scopes on chosen.scope_key = scopes.scope_key
    left join economic_classes
        on
            substr(chosen.economic_code_folded, 1, 5) = economic_classes.code
            and {{ is_valid_in('economic_classes', 'chosen.fiscal_year') }}
    where chosen.fact = 'functional_expenditure' and scopes.makes_economic
),

final as (
    select
        told.amount_id,
        told.told_fact as fact,
        told.fact as table_fact,
        told.document_id,
        told.told_unit_id as unit_id,
        told.is_listed,
        told.fiscal_year,
        told.phase,
        told.scope,
        told.is_current,
        told.year_printed,
        told.table_index,
        told.table_type,
        told.told_code as code,
        told.spending_nature,
        told.fund_source,
        case
            when told.table_classification <> 'summary' then told.revenue_source
            when told.row_kind = 'total' then 'unsplit'
            else coalesce(told.line_code, 'unmapped')
        end as revenue_source,
        told.told_group as expense_group,
        told.three_public_category,
        coalesce(corrected.carried_yuan, told.amount_yuan) as amount_yuan,
        told.rounding_unit_yuan,
        told.placement,
        told.reading
    from told
    left join corrected on told.amount_id = corrected.amount_id
)

select * from final
