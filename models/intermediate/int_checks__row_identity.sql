-- Terms of the sums across a row (seed measure_sums): a measure is the sum of its parts as far as
-- the table has columns for them; a blank among them counts as nothing. A row identity holds where
-- the table prints its whole somewhere and no measure that makes it void.
-- Grain: one row per line, identity and amount that takes part.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where amount_yuan is not null and measure is not null
),

measure_sums as (
    select * from {{ ref('measure_sums') }}
),

columns_of_tables as (
    select distinct
        group_id,
        table_type,
        measure
    from amounts
),

-- an identity that holds in a table, with the parts that have a column there
identities as (
    select
        columns_of_tables.group_id,
        measure_sums.identity_id,
        measure_sums.whole,
        measure_sums.part
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
    inner join amounts
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
    inner join amounts
        on
            identities.group_id = amounts.group_id
            and identities.part = amounts.measure
),

terms as (
    select * from wholes
    union all
    select * from parts
),

marked as (
    select
        *,
        max(case when term_role = 'printed' then 1 else 0 end)
            over (partition by line_id, identity_id, whole)
        = 0 as is_blank
    from terms
),

lines as (
    select
        line_id,
        min(document_id) as document_id,
        min(table_index) as table_index,
        min(phase) as phase,
        min(code) as code,
        min(label) as label,
        min(line) as line
    from amounts
    group by line_id
),

final as (
    select
        marked.identity_id as rule_id,
        case when marked.is_blank then 'missing_amount' else 'row_identity' end as check_class,
        lines.document_id,
        marked.line_id || ' ' || marked.whole as place_key,
        lines.table_index,
        lines.phase,
        lines.code,
        lines.label,
        marked.whole as measure,
        lines.line,
        marked.term_role,
        1 as weight,
        marked.figure_id,
        marked.value,
        marked.low,
        marked.high,
        marked.value_unit
    from marked
    inner join lines on marked.line_id = lines.line_id
)

select * from final
