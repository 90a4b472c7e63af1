-- Terms of the sums across a row (seed measure_sums): a measure is the sum of its parts as far as
-- the table has columns for them; a blank among them counts as nothing. A row identity holds where
-- the table prints its whole somewhere and no measure that makes it void, unless another adds up
-- the same whole from the same parts and more. One part alone is a sum only if the other columns of
-- its kind are blank throughout: the seed says that there is no other, or most lines prove it.
-- Grain: one row per line, identity and amount that takes part.
{%- set lone = ['document_id', 'table_index', 'identity_id', 'whole', 'part'] %}
with

-- a line with an amount under an unknown heading says nothing
amounts as (
    select * from {{ ref('int_checks__amounts') }}
    where
        line_key not in (
            select untold.line_key from {{ ref('int_checks__amounts') }} as untold
            where untold.measure is null
        )
),

columns_of_tables as (
    select
        group_key, table_type, measure,
        min(document_id) as document_id, min(table_index) as table_index
    from amounts
    group by group_key, table_type, measure
),

-- an identity that may hold in a table, with the parts that have a column there
candidates as (
    select
        wholes.document_id, wholes.table_index, wholes.group_key,
        {{ columns_of('measure_sums', ['identity_id', 'whole', 'part', 'is_complete']) }},
        count(*) over (
            partition by wholes.group_key, measure_sums.identity_id, measure_sums.whole
        ) as parts
    from {{ ref('measure_sums') }} as measure_sums
    inner join columns_of_tables as wholes
        on
            measure_sums.whole = wholes.measure
            and coalesce(measure_sums.table_type, wholes.table_type) = wholes.table_type
    inner join columns_of_tables as parts
        on wholes.group_key = parts.group_key and measure_sums.part = parts.measure
    left join columns_of_tables as voids
        on wholes.group_key = voids.group_key and measure_sums.unless = voids.measure
    where voids.group_key is null
),

within_others as (
    select candidates.group_key, candidates.identity_id, candidates.whole
    from candidates
    inner join candidates as longer
        on
            {{ same('candidates', 'longer', ['group_key', 'whole', 'part']) }}
            and candidates.identity_id <> longer.identity_id
            and candidates.parts < longer.parts
    group by
        candidates.group_key, candidates.identity_id, candidates.whole, candidates.parts,
        longer.identity_id
    having count(*) = candidates.parts
),

-- one part alone, where it is all of the whole in most lines of the table
proven as (
    select {{ columns_of('candidates', lone) }}
    from candidates
    inner join amounts as wholes
        on candidates.group_key = wholes.group_key and candidates.whole = wholes.measure
    left join amounts as parts
        on wholes.line_key = parts.line_key and candidates.part = parts.measure
    where candidates.parts = 1 and not candidates.is_complete
    group by {{ columns_of('candidates', lone) }}
    having
        2 * count(
            case
                when {{ intervals_meet('wholes.low', 'wholes.high', 'parts.low', 'parts.high') }}
                    then 1
            end
        ) >= count(*)
),

identities as (
    select candidates.*
    from candidates
    left join within_others
        on {{ same('candidates', 'within_others', ['group_key', 'identity_id', 'whole']) }}
    left join proven on {{ same('candidates', 'proven', lone) }}
    where
        within_others.group_key is null
        and (candidates.parts > 1 or candidates.is_complete or proven.identity_id is not null)
),

sides as (
    select group_key, identity_id, whole, part as measure, 'part' as term_role from identities
    union all
    select distinct group_key, identity_id, whole, whole as measure, 'printed' as term_role
    from identities
),

final as (
    select
        sides.identity_id as rule_id, 'row_identity' as check_class, sides.whole as measure,
        sides.term_role, amounts.document_id, amounts.line_key as head_key,
        {{ amount_of('amounts') }}
    from sides
    inner join amounts on {{ same('sides', 'amounts', ['group_key', 'measure']) }}
)

select * from final
