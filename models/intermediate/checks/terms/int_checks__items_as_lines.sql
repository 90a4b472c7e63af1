-- Terms of tables that print as lines what others print as columns (the three public expenses, one
-- line each): the amount of a line is the sum of those of the lines of its parts (seed
-- measure_sums). Every part has a line with an amount, and no line has two items.
-- Grain: one row per line that is a sum, phase and amount that takes part.
with

sums as (
    select
        identity_id,
        whole,
        part
    from {{ ref('measure_sums') }}
    where identity_id in ('three_public', 'vehicles')
),

items as (
    select whole as measure
    from sums
    union
    select part as measure
    from sums
),

amounts as (
    select amounts.*
    from {{ ref('int_checks__amounts') }} as amounts
    inner join items on amounts.measure = items.measure
    where
        amounts.table_type in ('three_public', 'government_fund_three_public')
        and amounts.is_of_table
),

-- tables that print one item in a line, and each once for a phase
lines as (
    select
        group_key,
        phase,
        line_key,
        count(*) as amounts
    from amounts
    group by group_key, phase, line_key
),

counted as (
    select
        group_key,
        phase,
        count(*) as amounts,
        count(distinct measure) as measures
    from amounts
    group by group_key, phase
),

tables as (
    select
        lines.group_key,
        lines.phase
    from lines
    inner join counted
        on lines.group_key = counted.group_key and lines.phase = counted.phase
    where counted.amounts = counted.measures
    group by lines.group_key, lines.phase
    having max(lines.amounts) = 1
),

complete as (
    select
        tables.group_key,
        tables.phase,
        sums.identity_id,
        sums.whole
    from tables
    inner join sums on true
    left join amounts
        on
            tables.group_key = amounts.group_key
            and tables.phase = amounts.phase
            and sums.part = amounts.measure
    group by tables.group_key, tables.phase, sums.identity_id, sums.whole
    having count(*) = count(amounts.figure_id)
),

final as (
    select
        'items_as_lines' as rule_id,
        'hierarchy' as check_class,
        heads.document_id,
        heads.line_key as head_key,
        concat(complete.identity_id, ' ', heads.phase) as place_key,
        heads.measure,
        case when sides.measure = complete.whole then 'printed' else 'part' end as term_role,
        sides.figure_id,
        sides.value,
        sides.low,
        sides.high
    from complete
    inner join amounts as heads
        on
            complete.group_key = heads.group_key
            and complete.phase = heads.phase
            and complete.whole = heads.measure
    inner join amounts as sides
        on complete.group_key = sides.group_key and complete.phase = sides.phase
    left join sums
        on complete.identity_id = sums.identity_id and sides.measure = sums.part
    where sides.measure = complete.whole or sums.part is not null
)

select * from final
