-- Which statements make a fact, and of the others why not. What names two things, or whose base or
-- whole is not plain, is kept with the reason:
--   ambiguous_code         the names stand in two branches
--   path_not_in_register   the text names a class that the register of the year has not
--   code_not_in_year       the class of today has no such code in the year compared
--   no_item                the subject names nothing that a fact holds (a project, a service)
--   no_year, no_phase, no_scope   the text does not say of what
--   not_money              an amount in no known unit of money
--   bound_not_exact        at least, at most, about
--   contradicted           another statement of the same gives another amount, and neither a table
--                          of the document nor what the text lists under it bears this one out; of
--                          a class that is compared with itself, none bears the other out either
--   contradicted_by_parts  the same, and its own parts add up to that other amount: it is read
--                          right, so that rules may hold it against others
--   contradicted_by_table  a table of the document prints the same otherwise, and none prints it so
--   no_base                a change or a rate without the amount that it belongs to
--   compared_with_unlike   a change from an amount that the text gives for another subject
--   rate_of_unknown_whole  a rate whose whole could be the initial or the adjusted budget
--   rate_zero              a rate too small to divide by
-- Grain: one row per statement.
with

named as (
    select * from {{ ref('int_statements__named') }}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

tabled as (
    select * from {{ ref('int_statements__tabled') }}
),

stated as (
    select * from named
    where
        metric = 'amount'
        and bound = 'exact'
        and amount_yuan is not null
        and item is not null
),

-- a grand total (总计) beside a smaller total of the year (合计) holds balances
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

contradicted as (
    select weighed.statement_id
    from weighed
    left join compared on weighed.statement_id = compared.statement_id
    where
        weighed.is_apart
        and not weighed.is_borne_out
        and (weighed.has_borne_out = 0 or compared.statement_id is null)
),

-- directly before the change the text gives the earlier amount, and of another subject
unlike as (
    select distinct changes.statement_id
    from named as changes
    inner join named as bases on changes.base_statement_id = bases.statement_id
    inner join named as earlier
        on
            changes.document_id = earlier.document_id
            and changes.compared_year = earlier.fiscal_year
            and earlier.metric = 'amount'
            and earlier.statement_no = changes.statement_no - 1
    where
        changes.metric = 'change'
        and coalesce(earlier.item, earlier.subject) || coalesce(earlier.fact_scope, '')
        <> coalesce(bases.item, bases.subject) || coalesce(bases.fact_scope, '')
),

-- the class of a change is asked for in the earlier year too
earlier_codes as (
    select distinct named.statement_id
    from named
    inner join classes
        on
            named.classification = classes.classification
            and named.code = classes.code
            and classes.is_register_name
            and {{ is_valid_in('classes', 'named.compared_year') }}
),

final as (
    select
        named.statement_id,
        named.document_id,
        named.unit_id,
        named.document_year,
        named.document_stage,
        named.document_is_current,
        named.statement_no,
        named.source,
        named.project_name,
        named.project_name_folded,
        named.subject,
        named.subject_key,
        named.subject_path,
        named.part_of,
        named.subject_code,
        named.heading,
        named.whole,
        named.metric,
        named.printed_text,
        named.value,
        named.value_step,
        named.direction,
        named.bound,
        named.unit,
        named.amount_yuan,
        named.rounding_unit_yuan,
        named.bound_step_yuan,
        named.fiscal_year,
        named.phase,
        named.scope,
        named.compared_year,
        named.compared_phase,
        named.base_statement_id,
        named.earlier_statement_id,
        named.whole_statement_id,
        named.page,
        named.line,
        named.char_from,
        named.char_to,
        named.classification,
        named.code,
        named.concept_type,
        named.concept,
        named.side,
        named.tree_path,
        named.item_type,
        named.item,
        named.fact_scope,
        grand_totals.statement_id is not null as contains_balances,
        case
            when named.metric not in ('amount', 'change', 'completion_rate', 'count')
                then null
            when named.metric = 'count' and named.concept_type is null then null
            when named.is_ambiguous then 'ambiguous_code'
            when named.subject_path is not null and named.code is null
                then 'path_not_in_register'
            when named.item is null then 'no_item'
            when named.bound <> 'exact' then 'bound_not_exact'
            when
                named.metric in ('amount', 'change') and named.amount_yuan is null
                then 'not_money'
            when named.fiscal_year is null then 'no_year'
            when named.phase is null then 'no_phase'
            when named.fact_scope is null then 'no_scope'
            when contradicted.statement_id is not null
                then
                    case
                        when belied.statement_id is null then 'contradicted'
                        else 'contradicted_by_parts'
                    end
            when tabled.statement_id is not null then 'contradicted_by_table'
            when
                named.metric in ('change', 'completion_rate')
                and named.base_statement_id is null
                then 'no_base'
            when unlike.statement_id is not null then 'compared_with_unlike'
            when named.metric = 'change' and named.compared_year is null then 'no_year'
            when
                named.metric = 'change'
                and named.code is not null
                and earlier_codes.statement_id is null
                then 'code_not_in_year'
            when
                named.metric = 'completion_rate'
                and coalesce(named.whole, '') not in ('initial_budget', 'adjusted_budget')
                then 'rate_of_unknown_whole'
            when
                named.metric = 'completion_rate'
                and 2 * named.value <= named.value_step
                then 'rate_zero'
        end as reason_unused
    from named
    left join grand_totals on named.statement_id = grand_totals.statement_id
    left join tabled on named.statement_id = tabled.statement_id
    left join contradicted on named.statement_id = contradicted.statement_id
    left join belied on named.statement_id = belied.statement_id
    left join unlike on named.statement_id = unlike.statement_id
    left join earlier_codes on named.statement_id = earlier_codes.statement_id
)

select * from final
