-- Causes of differences that stand beside the figures in their table: the value of a neighbour, an
-- amount in another column, which is then the figure that it comes from, a part left out or counted
-- twice.
-- Grain: one row per check and cause.
with

checks as (
    select * from {{ ref('int_checks__differing') }}
),

terms as (
    select
        terms.*,
        checks.difference
    from {{ ref('int_checks__figures') }} as terms
    inner join checks on terms.check_id = checks.check_id
),

-- the tables that have a part in a difference: causes are looked for in no other
tables as (
    select distinct
        amounts.document_id,
        amounts.table_index
    from terms
    inner join {{ ref('int_amounts__classified') }} as amounts
        on terms.figure_id = amounts.amount_id
),

amounts as (
    select amounts.*
    from {{ ref('int_amounts__classified') }} as amounts
    inner join tables
        on
            amounts.document_id = tables.document_id
            and amounts.table_index = tables.table_index
    where amounts.amount_yuan is not null
),

-- the figures beside the printed one: in its row, or in its column the next row up or down
printed_amounts as (
    select
        terms.check_id,
        amounts.*
    from terms
    inner join checks on terms.check_id = checks.check_id
    inner join amounts on terms.figure_id = amounts.amount_id
    where terms.role = 'printed' and checks.value_unit = 'yuan' and checks.printed_figures = 1
),

by_neighbour as (
    select
        printed_amounts.check_id,
        'neighbour' as explanation,
        cast(null as {{ dbt.type_string() }}) as figure_id
    from printed_amounts
    inner join amounts
        on
            printed_amounts.document_id = amounts.document_id
            and printed_amounts.table_index = amounts.table_index
            and printed_amounts.amount_id <> amounts.amount_id
    inner join checks on printed_amounts.check_id = checks.check_id
    where
        amounts.amount_yuan = printed_amounts.amount_yuan
        -- the sum of one line, or of one column, is the same amount by right
        and checks.check_class not in ('hierarchy', 'row_identity')
        and (
            amounts.row_no = printed_amounts.row_no
            or amounts.column_no = printed_amounts.column_no
            and amounts.row_no between printed_amounts.row_no - 1 and printed_amounts.row_no + 1
        )
),

-- a stated amount that another column of the same line has
by_other_column as (
    select
        terms.check_id,
        'neighbour' as explanation,
        cast(null as {{ dbt.type_string() }}) as figure_id
    from terms
    inner join checks on terms.check_id = checks.check_id
    inner join amounts as tied on terms.figure_id = tied.amount_id
    inner join amounts
        on
            tied.line_id = amounts.line_id
            and tied.amount_id <> amounts.amount_id
    where
        checks.check_class = 'text_vs_table' and terms.role = 'part'
        and {{ intervals_meet(
            'checks.printed_low', 'checks.printed_high',
            interval_low('amounts.amount_yuan', 'amounts.rounding_unit_yuan'),
            interval_high('amounts.amount_yuan', 'amounts.rounding_unit_yuan')
        ) }}
),

-- a line below the printed one has the difference in another column, and blank in this
by_component as (
    select
        printed_amounts.check_id,
        'missing_component' as explanation,
        min(amounts.amount_id) as figure_id
    from printed_amounts
    inner join checks on printed_amounts.check_id = checks.check_id
    inner join {{ ref('int_checks__line_tree') }} as line_tree
        on printed_amounts.line_id = line_tree.parent_id
    inner join amounts
        on
            line_tree.line_id = amounts.line_id
            and amounts.amount_yuan = abs(checks.difference)
    left join amounts as same_measure
        on
            line_tree.line_id = same_measure.line_id
            and printed_amounts.measure = same_measure.measure
    where checks.check_class = 'hierarchy' and same_measure.amount_id is null
    group by printed_amounts.check_id
),

parts as (
    select
        check_id,
        figure_id,
        value,
        abs(difference) as wanted,
        count(*) over (partition by check_id) as parts
    from terms
    where role = 'part' and value <> 0
),

by_subset as (
    select
        parts.check_id,
        'subset' as explanation,
        cast(null as {{ dbt.type_string() }}) as figure_id
    from parts
    left join parts as twins
        on
            parts.check_id = twins.check_id
            and parts.figure_id < twins.figure_id
    where
        parts.parts > 1
        and (abs(parts.value) = parts.wanted or abs(parts.value + twins.value) = parts.wanted)
),

unioned as (
    {% for cause in [
        'by_neighbour', 'by_other_column', 'by_component', 'by_subset',
    ] -%}
        select * from {{ cause }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

final as (
    select
        checks.document_id,
        unioned.check_id,
        unioned.explanation,
        min(unioned.figure_id) as figure_id
    from unioned
    inner join checks on unioned.check_id = checks.check_id
    group by checks.document_id, unioned.check_id, unioned.explanation
)

select * from final
