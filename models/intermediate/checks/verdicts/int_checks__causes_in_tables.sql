-- Causes of differences that stand in their table: the value of a neighbour, an amount in another
-- column, which is then the figure that it comes from, a part left out or counted twice; a whole
-- column that holds the amounts of the year before, with the figure that does, or whose amounts
-- slipped by a row.
-- Grain: one row per check and cause.
{%- set table = ['document_id', 'table_index'] %}
with

checks as (select * from {{ ref('int_checks__differing') }}),

figures as (
    select
        figures.check_id, figures.role, figures.figure_id, figures.value,
        checks.check_class, checks.printed_low, checks.printed_high,
        abs(checks.difference) as wanted,
        figures.role = 'printed' and checks.value_unit = 'yuan' and checks.printed_figures = 1
            as is_printed
    from {{ ref('int_checks__figures') }} as figures
    inner join checks on figures.check_id = checks.check_id
),

-- causes are looked for in the documents that have a difference
amounts as (
    select *, {{ amount_interval('printed') }} from {{ ref('int_amounts__classified') }} as printed
    where
        printed.amount_yuan is not null
        and printed.document_id in (select checks.document_id from checks)
),

placed as (
    select
        figures.*,
        {{ columns_of('amounts', table + ['amount_id', 'line_id', 'row_no', 'column_no']) }},
        amounts.measure, amounts.amount_yuan
    from figures
    inner join amounts on figures.figure_id = amounts.amount_id
),

-- the amounts beside: of what is printed, in its row or in its column the next row up or down; of
-- what the text is held against, in another column of the line
neighbours as (
    select placed.check_id, cast(null as {{ dbt.type_string() }}) as figure_id
    from placed
    inner join amounts
        on {{ same('placed', 'amounts', table) }} and placed.amount_id <> amounts.amount_id
    where
        placed.is_printed
        and placed.amount_yuan = amounts.amount_yuan
        -- the sum of one line, or of one column, is the same amount by right
        and placed.check_class not in ('hierarchy', 'row_identity')
        and (
            placed.row_no = amounts.row_no
            or placed.column_no = amounts.column_no
            and amounts.row_no between placed.row_no - 1 and placed.row_no + 1
        )
        or placed.check_class = 'text_vs_table' and placed.role = 'part'
        and placed.line_id = amounts.line_id
        and {{ meets('placed', 'printed', 'amounts') }}
),

-- a line below the printed one has the difference in another column, and blank in this
components as (
    select placed.check_id, amounts.amount_id as figure_id
    from placed
    inner join {{ ref('int_checks__line_tree') }} as line_tree
        on placed.line_id = line_tree.parent_id
    inner join amounts
        on line_tree.line_id = amounts.line_id and placed.wanted = amounts.amount_yuan
    left join amounts as same_measure
        on line_tree.line_id = same_measure.line_id and placed.measure = same_measure.measure
    where
        placed.is_printed and placed.check_class = 'hierarchy'
        and same_measure.amount_id is null
),

parts as (
    select *, count(*) over (partition by check_id) as parts from figures
    where role = 'part' and value <> 0
),

subsets as (
    select parts.check_id, cast(null as {{ dbt.type_string() }}) as figure_id
    from parts
    left join parts as twins
        on parts.check_id = twins.check_id and parts.figure_id < twins.figure_id
    where
        parts.parts > 1
        and (abs(parts.value) = parts.wanted or abs(parts.value + twins.value) = parts.wanted)
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

columns_before as (
    select figures.check_id, figures.figure_id
    from figures
    inner join values_before
        on
            figures.check_id = values_before.check_id
            and figures.value = values_before.value_before
    where figures.check_class in ('row_identity', 'hierarchy', 'cross_table')
),

-- what is printed in one row is what the row next to it, up or down, has to have
slips as (
    select {{ columns_of('checks', table) }}
    from checks
    inner join checks as neighbours
        on
            {{ same('checks', 'neighbours', table + ['rule_id', 'measure', 'phase']) }}
            and checks.line = neighbours.line - 1
            and (
                checks.printed_value = neighbours.expected_value
                or checks.expected_value = neighbours.printed_value
            )
    where checks.check_class = 'row_identity' and checks.printed_value <> 0
    group by {{ columns_of('checks', table + ['rule_id', 'measure']) }}
    having count(*) >= 3
),

slipped as (
    select check_id, cast(null as {{ dbt.type_string() }}) as figure_id from checks
    where
        check_class in ('row_identity', 'hierarchy')
        and exists (
            select 1 from slips
            where {{ same('checks', 'slips', table) }}
        )
),

found as (
    {% for relation, explanation in {
        'neighbours': 'neighbour', 'components': 'missing_component', 'subsets': 'subset',
        'columns_before': 'year_before', 'slipped': 'slipped_rows',
    }.items() -%}
        select check_id, figure_id, '{{ explanation }}' as explanation from {{ relation }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

final as (
    select
        checks.document_id, found.check_id, found.explanation, min(found.figure_id) as figure_id
    from found
    inner join checks on found.check_id = checks.check_id
    group by checks.document_id, found.check_id, found.explanation
)

select * from final
