-- Amounts of the text beside the others that it gives for the same thing. A grand total (总计) beside
-- a smaller total of the year holds balances and is another thing. Where two amounts for one thing
-- do not meet, one that a table of the document or its own parts in the text bear out stands; of
-- the others `contradiction` says what is known:
--   contradicted           neither a table nor parts bear it out; of a class that is compared with
--                          itself, none bears the other out either
--   contradicted_by_parts  the same, and its own parts add up to that other amount: it is read
--                          right, so that rules may hold it against others
-- Grain: one row per statement of an exact amount of an item.
with

named as (
    select * from {{ ref('int_statements__named') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

stated as (
    select * from named
    where
        metric = 'amount'
        and bound = 'exact'
        and amount_yuan is not null
        and item is not null
),

grand_totals as (
    select distinct grand.statement_id
    from stated as grand
    inner join stated as of_year
        on
            {{ same('grand', 'of_year', [
                'document_id', 'item_type', 'item', 'fiscal_year', 'phase', 'fact_scope',
            ]) }}
            and (grand.side = of_year.side or grand.side = 'both')
    where
        grand.balances = 'with'
        and of_year.balances = 'without'
        and grand.amount_yuan - 0.5 * grand.rounding_unit_yuan
        > of_year.amount_yuan + 0.5 * of_year.rounding_unit_yuan
),

told_apart as (
    select
        stated.*,
        grand_totals.statement_id is not null as is_grand_total
    from stated
    left join grand_totals on stated.statement_id = grand_totals.statement_id
),

ranges as (
    select
        *,
        max(amount_yuan - 0.5 * rounding_unit_yuan) over same_item as highest_low_yuan,
        min(amount_yuan + 0.5 * rounding_unit_yuan) over same_item as lowest_high_yuan,
        min(amount_yuan) over same_item as lowest_yuan,
        max(amount_yuan) over same_item as highest_yuan
    from told_apart
    window same_item as (
        partition by
            document_id, item_type, item, side, fiscal_year, phase, fact_scope, project_name,
            is_grand_total
    )
),

-- statements of one thing whose intervals do not meet
apart as (
    select * from ranges
    where highest_low_yuan > lowest_high_yuan
),

-- what the text gives as the parts of such a statement: under it, or behind it in its section as
-- the seed has them; and these added up
parts as (
    select
        apart.statement_id,
        'listed' as sum_id,
        parts.amount_yuan,
        parts.rounding_unit_yuan
    from apart
    inner join named as parts
        on
            {{ same('apart', 'parts', ['document_id', 'fiscal_year', 'phase', 'fact_scope']) }}
            and apart.subject = parts.part_of
            and parts.metric = 'amount'
    union all
    select
        apart.statement_id,
        sums.sum_id,
        parts.amount_yuan,
        parts.rounding_unit_yuan
    from apart
    inner join {{ ref('narrative_parts') }} as sums
        on apart.item_type = sums.whole_type and apart.item = sums.whole_item
    inner join stated as parts
        on
            {{ same('apart', 'parts', [
                'document_id', 'fiscal_year', 'phase', 'fact_scope', 'heading',
            ]) }}
            and sums.part_type = parts.item_type
            and sums.part_item = parts.item
            and apart.statement_no < parts.statement_no
),

listed as (
    select
        statement_id,
        sum(amount_yuan) as amount_yuan,
        sum(rounding_unit_yuan) as rounding_unit_yuan
    from parts
    group by statement_id, sum_id
    having count(*) > 1
),

borne_out as (
    select distinct apart.statement_id
    from apart
    inner join amounts
        on
            {{ same('apart', 'amounts', [
                'document_id', 'fiscal_year', 'phase', 'classification', 'code',
            ]) }}
            and {{ sums_agree(
                'apart.amount_yuan', 'apart.rounding_unit_yuan',
                'amounts.amount_yuan', 'amounts.rounding_unit_yuan',
            ) }}
    union
    select apart.statement_id
    from apart
    inner join listed on apart.statement_id = listed.statement_id
    where
        {{ sums_agree(
            'apart.amount_yuan', 'apart.rounding_unit_yuan',
            'listed.amount_yuan', 'listed.rounding_unit_yuan',
        ) }}
),

-- its own parts add up to what another statement of the same says
belied as (
    select distinct apart.statement_id
    from apart
    inner join listed on apart.statement_id = listed.statement_id
    where
        {% for other in ['lowest', 'highest'] -%}
            {{ sums_agree(
                'apart.' ~ other ~ '_yuan', 'apart.rounding_unit_yuan',
                'listed.amount_yuan', 'listed.rounding_unit_yuan',
            ) }}{% if not loop.last %} or {% endif %}
        {%- endfor %}
),

-- a class that the text compares with its own amount of an earlier year is that class: where a
-- table bears out what else is said of it, the text is at fault and not what is read
compared as (
    select distinct bases.statement_id
    from named as changes
    inner join named as bases on changes.base_statement_id = bases.statement_id
    inner join named as earlier on changes.earlier_statement_id = earlier.statement_id
    where
        bases.item_type = 'functional_expenditure'
        and bases.item_type = earlier.item_type
        and bases.item = earlier.item
        and bases.fiscal_year > earlier.fiscal_year
),

weighed as (
    select
        apart.statement_id,
        borne_out.statement_id is not null as is_borne_out,
        max(case when borne_out.statement_id is not null then 1 else 0 end) over (
            partition by
                apart.document_id, apart.item_type, apart.item, apart.side,
                apart.fiscal_year, apart.phase, apart.fact_scope, apart.project_name,
                apart.is_grand_total
        ) as has_borne_out
    from apart
    left join borne_out on apart.statement_id = borne_out.statement_id
),

final as (
    select
        told_apart.statement_id,
        told_apart.is_grand_total,
        case
            when weighed.is_borne_out then null
            when weighed.has_borne_out = 1 and compared.statement_id is not null then null
            when belied.statement_id is not null then 'contradicted_by_parts'
            when weighed.statement_id is not null then 'contradicted'
        end as contradiction
    from told_apart
    left join weighed on told_apart.statement_id = weighed.statement_id
    left join compared on told_apart.statement_id = compared.statement_id
    left join belied on told_apart.statement_id = belied.statement_id
)

select * from final
