-- Terms of the sums across a row (seed measure_sums): a measure is the sum of its parts as far as
-- the table has columns for them; a blank among them counts as nothing. A row identity holds where
-- the table prints its whole somewhere and no measure that makes it void, unless another adds up
-- the same whole from the same parts and more. One part alone is a sum only if the other columns of
-- its kind are blank throughout: the seed says that there is no other, or most lines prove it. A
-- line with an amount under an unknown heading says nothing.
-- Grain: one row per line, identity and amount that takes part.
{#- no common table: it would be held in memory with all amounts -#}
{%- set amounts -%}
    (
        select printed.*
        from {{ ref('int_amounts__classified') }} as printed
        left join unknown_lines on printed.line_id = unknown_lines.line_id
        where printed.amount_yuan is not null and unknown_lines.line_id is null
    )
{%- endset %}
with

unknown_lines as (
    select distinct line_id
    from {{ ref('int_amounts__classified') }}
    where amount_yuan is not null and measure is null
),

lines as (
    select
        line_id,
        min(group_id) as group_id,
        min(document_id) as document_id,
        min(table_index) as table_index,
        min(phase) as phase,
        min(code) as code,
        min(label) as label,
        min(line) as line
    from {{ ref('int_amounts__classified') }}
    where amount_yuan is not null
    group by line_id
),

groups_of_tables as (
    select distinct
        group_id,
        document_id,
        table_index
    from lines
),

measure_sums as (
    select * from {{ ref('measure_sums') }}
),

columns_of_tables as (
    select distinct
        group_id,
        table_type,
        measure
    from {{ amounts }} as amounts
),

-- an identity that may hold in a table, with the parts that have a column there
candidates as (
    select
        columns_of_tables.group_id,
        measure_sums.identity_id,
        measure_sums.whole,
        measure_sums.part,
        measure_sums.is_complete,
        count(*) over (
            partition by
                columns_of_tables.group_id, measure_sums.identity_id, measure_sums.whole
        ) as parts
    from measure_sums
    inner join columns_of_tables
        on
            measure_sums.whole = columns_of_tables.measure
            and coalesce(measure_sums.table_type, columns_of_tables.table_type)
            = columns_of_tables.table_type
    inner join columns_of_tables as part_columns
        on
            columns_of_tables.group_id = part_columns.group_id
            and measure_sums.part = part_columns.measure
    left join columns_of_tables as voids
        on
            columns_of_tables.group_id = voids.group_id
            and measure_sums.unless = voids.measure
    where voids.group_id is null
),

shared_parts as (
    select
        candidates.group_id,
        candidates.identity_id,
        candidates.whole,
        candidates.parts,
        longer.identity_id as longer_id,
        count(*) as shared
    from candidates
    inner join candidates as longer
        on
            candidates.group_id = longer.group_id
            and candidates.whole = longer.whole
            and candidates.part = longer.part
            and candidates.identity_id <> longer.identity_id
            and candidates.parts < longer.parts
    group by
        candidates.group_id,
        candidates.identity_id,
        candidates.whole,
        candidates.parts,
        longer.identity_id
),

within_others as (
    select distinct
        group_id,
        identity_id,
        whole
    from shared_parts
    where shared = parts
),

-- one part alone, with how many lines of the table it is all of the whole in
lone_lines as (
    select
        groups_of_tables.document_id,
        groups_of_tables.table_index,
        candidates.identity_id,
        candidates.whole,
        candidates.part,
        case
            when
                {{ intervals_meet(
                    interval_low('wholes.amount_yuan', 'wholes.rounding_unit_yuan'),
                    interval_high('wholes.amount_yuan', 'wholes.rounding_unit_yuan'),
                    interval_low('parts.amount_yuan', 'parts.rounding_unit_yuan'),
                    interval_high('parts.amount_yuan', 'parts.rounding_unit_yuan'),
                ) }}
                then 1
            else 0
        end as is_all
    from candidates
    inner join groups_of_tables on candidates.group_id = groups_of_tables.group_id
    inner join {{ amounts }} as wholes
        on
            candidates.group_id = wholes.group_id
            and candidates.whole = wholes.measure
    left join {{ amounts }} as parts
        on
            wholes.line_id = parts.line_id
            and candidates.part = parts.measure
    where candidates.parts = 1 and not candidates.is_complete
),

proven as (
    select
        document_id,
        table_index,
        identity_id,
        whole,
        part
    from lone_lines
    group by document_id, table_index, identity_id, whole, part
    having 2 * sum(is_all) >= count(*)
),

identities as (
    select
        candidates.group_id,
        candidates.identity_id,
        candidates.whole,
        candidates.part
    from candidates
    inner join groups_of_tables on candidates.group_id = groups_of_tables.group_id
    left join within_others
        on
            candidates.group_id = within_others.group_id
            and candidates.identity_id = within_others.identity_id
            and candidates.whole = within_others.whole
    left join proven
        on
            groups_of_tables.document_id = proven.document_id
            and groups_of_tables.table_index = proven.table_index
            and candidates.identity_id = proven.identity_id
            and candidates.whole = proven.whole
            and candidates.part = proven.part
    where
        within_others.group_id is null
        and (candidates.parts > 1 or candidates.is_complete or proven.identity_id is not null)
),

wholes_of_identities as (
    select distinct
        group_id,
        identity_id,
        whole
    from identities
),

wholes as (
    select
        wholes_of_identities.identity_id,
        wholes_of_identities.whole,
        amounts.line_id,
        'printed' as term_role,
        {{ amount_term('amounts') }}
    from wholes_of_identities
    inner join {{ amounts }} as amounts
        on
            wholes_of_identities.group_id = amounts.group_id
            and wholes_of_identities.whole = amounts.measure
),

parts as (
    select
        identities.identity_id,
        identities.whole,
        amounts.line_id,
        'part' as term_role,
        {{ amount_term('amounts') }}
    from identities
    inner join {{ amounts }} as amounts
        on
            identities.group_id = amounts.group_id
            and identities.part = amounts.measure
),

whole_places as (
    select distinct
        identity_id,
        whole,
        line_id
    from wholes
),

terms as (
    select
        wholes.*,
        false as is_blank
    from wholes
    union all
    select
        parts.*,
        whole_places.line_id is null as is_blank
    from parts
    left join whole_places
        on
            parts.line_id = whole_places.line_id
            and parts.identity_id = whole_places.identity_id
            and parts.whole = whole_places.whole
),

class_terms as (
    select
        terms.identity_id as rule_id,
        case when terms.is_blank then 'missing_amount' else 'row_identity' end as check_class,
        lines.document_id,
        terms.line_id || ' ' || terms.whole as place_key,
        lines.table_index,
        lines.phase,
        lines.code,
        lines.label,
        terms.whole as measure,
        lines.line,
        terms.term_role,
        1 as weight,
        terms.figure_id,
        terms.value,
        terms.low,
        terms.high,
        terms.value_unit
    from terms
    inner join lines on terms.line_id = lines.line_id
),

final as (
    select
        {{ check_id() }} as check_id,
        *
    from class_terms
)

select * from final
