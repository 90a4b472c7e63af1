-- Causes of differences of a whole column: one that holds the amounts of the year before, with the
-- figure that does, and one whose amounts slipped by a row.
-- Grain: one row per check and cause.
with

checks as (
    select * from {{ ref('int_checks__differing') }}
),

-- amounts of the year before, by class: those of the items that the text tells a change of
values_before as (
    select
        checks.check_id,
        {{ quantity('sum(amounts_stated.value - changes.value)') }} as value_before
    from checks
    inner join {{ ref('int_checks__stated') }} as changes
        on checks.document_id = changes.document_id
    inner join {{ ref('int_checks__stated') }} as amounts_stated
        on
            changes.base_statement_id = amounts_stated.figure_id
            and {{ is_prefix('checks.code', 'amounts_stated.code') }}
    where changes.metric = 'change' and changes.value_unit = 'yuan'
    group by checks.check_id
),

by_year_before as (
    select
        terms.check_id,
        'year_before' as explanation,
        min(terms.figure_id) as figure_id
    from {{ ref('int_checks__figures') }} as terms
    inner join values_before on terms.check_id = values_before.check_id
    where
        terms.value = values_before.value_before
        and terms.check_class in ('row_identity', 'hierarchy', 'cross_table')
    group by terms.check_id
),

-- what is printed in one row is what the row next to it, up or down, has to have
slips as (
    select
        checks.check_id,
        count(*) over (
            partition by checks.document_id, checks.table_index, checks.rule_id, checks.measure
        ) as slipped_rows
    from checks
    inner join checks as neighbours
        on
            checks.document_id = neighbours.document_id
            and checks.table_index = neighbours.table_index
            and checks.rule_id = neighbours.rule_id
            and checks.measure = neighbours.measure
            and checks.phase = neighbours.phase
            and checks.line = neighbours.line - 1
            and (
                checks.printed_value = neighbours.expected_value
                or checks.expected_value = neighbours.printed_value
            )
    where checks.check_class = 'row_identity' and checks.printed_value <> 0
),

slipped_tables as (
    select distinct
        checks.document_id,
        checks.table_index
    from slips
    inner join checks on slips.check_id = checks.check_id
    where slips.slipped_rows >= 3
),

by_slip as (
    select
        checks.check_id,
        'slipped_rows' as explanation,
        cast(null as {{ dbt.type_string() }}) as figure_id
    from checks
    inner join slipped_tables
        on
            checks.document_id = slipped_tables.document_id
            and checks.table_index = slipped_tables.table_index
    where checks.check_class in ('row_identity', 'hierarchy')
),

unioned as (
    select * from by_year_before
    union all
    select * from by_slip
),

final as (
    select
        checks.document_id,
        unioned.check_id,
        unioned.explanation,
        unioned.figure_id
    from unioned
    inner join checks on unioned.check_id = checks.check_id
)

select * from final
