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
            grand.document_id = of_year.document_id
            and grand.item_type = of_year.item_type
            and grand.item = of_year.item
            and grand.fiscal_year = of_year.fiscal_year
            and grand.phase = of_year.phase
            and grand.fact_scope = of_year.fact_scope
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

-- statements of one thing whose intervals do not meet
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

-- what the text gives as the parts of such a statement: under it, or behind it in its section as
-- the seed has them; and these added up
parts as (
    select
        ranges.statement_id,
        'listed' as sum_id,
        parts.amount_yuan,
        parts.rounding_unit_yuan
    from ranges
    inner join named as parts
        on
            {{ same('ranges', 'parts', ['document_id', 'fiscal_year', 'phase', 'fact_scope']) }}
            and ranges.subject = parts.part_of
            and parts.metric = 'amount'
    where ranges.highest_low_yuan > ranges.lowest_high_yuan
    union all
    select
        ranges.statement_id,
        sums.sum_id,
        parts.amount_yuan,
        parts.rounding_unit_yuan
    from ranges
    inner join {{ ref('narrative_parts') }} as sums
        on ranges.item_type = sums.whole_type and ranges.item = sums.whole_item
    inner join stated as parts
        on
            {{ same('ranges', 'parts', [
                'document_id', 'fiscal_year', 'phase', 'fact_scope', 'heading',
            ]) }}
            and sums.part_type = parts.item_type
            and sums.part_item = parts.item
            and ranges.statement_no < parts.statement_no
    where ranges.highest_low_yuan > ranges.lowest_high_yuan
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
    select distinct ranges.statement_id
    from ranges
    inner join amounts
        on
            ranges.document_id = amounts.document_id
            and ranges.fiscal_year = amounts.fiscal_year
            and ranges.phase = amounts.phase
            and ranges.classification = amounts.classification
            and ranges.code = amounts.code
            and {{ sums_agree(
                'ranges.amount_yuan', 'ranges.rounding_unit_yuan',
                'amounts.amount_yuan', 'amounts.rounding_unit_yuan',
            ) }}
    where ranges.highest_low_yuan > ranges.lowest_high_yuan
    union
    select ranges.statement_id
    from ranges
    inner join listed on ranges.statement_id = listed.statement_id
    where
        {{ sums_agree(
            'ranges.amount_yuan', 'ranges.rounding_unit_yuan',
            'listed.amount_yuan', 'listed.rounding_unit_yuan',
        ) }}
),

-- its own parts add up to what another statement of the same says
belied as (
    select distinct ranges.statement_id
    from ranges
    inner join listed on ranges.statement_id = listed.statement_id
    where
        {% for other in ['lowest', 'highest'] -%}
            {{ sums_agree(
                'ranges.' ~ other ~ '_yuan', 'ranges.rounding_unit_yuan',
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
        ranges.statement_id,
        ranges.highest_low_yuan > ranges.lowest_high_yuan as is_apart,
        borne_out.statement_id is not null as is_borne_out,
        max(case when borne_out.statement_id is not null then 1 else 0 end) over (
            partition by
                ranges.document_id, ranges.item_type, ranges.item, ranges.side,
                ranges.fiscal_year, ranges.phase, ranges.fact_scope, ranges.project_name,
                ranges.is_grand_total
        ) as has_borne_out
    from ranges
    left join borne_out on ranges.statement_id = borne_out.statement_id
),

final as (
    select
        ranges.statement_id,
        ranges.is_grand_total,
        case
            when not weighed.is_apart or weighed.is_borne_out then null
            when weighed.has_borne_out = 1 and compared.statement_id is not null then null
            when belied.statement_id is null then 'contradicted'
            else 'contradicted_by_parts'
        end as contradiction
    from ranges
    inner join weighed on ranges.statement_id = weighed.statement_id
    left join compared on ranges.statement_id = compared.statement_id
    left join belied on ranges.statement_id = belied.statement_id
)

select * from final
