-- Terms of tables that print as lines what others print as columns (the three public expenses, one
-- line each): the amount of a line is the sum of those of the lines of its parts (seed
-- measure_sums). Every part has a line with an amount, and no line has two items.
-- Grain: one row per line that is a sum, phase and amount that takes part.
with

sums as (
    select identity_id, whole, part from {{ ref('measure_sums') }}
    where identity_id in ('three_public', 'vehicles')
),

items as (
    select whole as measure from sums
    union
    select part as measure from sums
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
tables as (
    select group_key, phase from amounts
    group by group_key, phase
    having count(*) = count(distinct measure) and count(*) = count(distinct line_key)
),

complete as (
    select tables.group_key, tables.phase, sums.identity_id, sums.whole
    from tables
    cross join sums
    left join amounts
        on {{ same('tables', 'amounts', ['group_key', 'phase']) }} and sums.part = amounts.measure
    group by tables.group_key, tables.phase, sums.identity_id, sums.whole
    having count(*) = count(amounts.figure_id)
),

final as (
    select
        'items_as_lines' as rule_id, 'hierarchy' as check_class,
        heads.document_id, heads.line_key as head_key,
        concat(complete.identity_id, ' ', heads.phase) as place_key, heads.measure,
        case when sides.measure = complete.whole then 'printed' else 'part' end as term_role,
        {{ figure_of('sides') }}
    from complete
    inner join amounts as heads
        on
            {{ same('complete', 'heads', ['group_key', 'phase']) }}
            and complete.whole = heads.measure
    inner join amounts as sides on {{ same('complete', 'sides', ['group_key', 'phase']) }}
    left join sums on complete.identity_id = sums.identity_id and sides.measure = sums.part
    where sides.measure = complete.whole or sums.part is not null
)

select * from final
