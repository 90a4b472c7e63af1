-- The probable cause of a difference, where a rule (seed explanations) finds one; several may, and
-- the seed says which is taken. What no rule explains stays unexplained.
-- Grain: one row per check that differs and is explained.
with

checks as (
    select
        *,
        {{ quantity('printed_value - expected_value') }} as difference,
        {{ quantity('printed_high - printed_low') }} as printed_step
    from {{ ref('int_checks__all') }}
    -- what a later edition changes is no slip of the print
    where status = 'differs' and check_class <> 'revision'
),

terms as (
    select
        terms.*,
        checks.difference,
        checks.code as check_code
    from {{ ref('int_checks__terms') }} as terms
    inner join checks on terms.check_id = checks.check_id
    where terms.figure_id is not null
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

stated as (
    select * from {{ ref('int_checks__stated') }}
),

unit_slips as (
    select * from {{ ref('unit_slips') }}
),

by_unit as (
    select
        checks.check_id,
        'unit_slip' as explanation
    from checks
    cross join unit_slips
    where
        checks.printed_value <> 0 and checks.expected_value <> 0
        and {{ quantity('checks.printed_value * unit_slips.factor') }}
        between checks.expected_low and checks.expected_high
),

by_blank as (
    select
        check_id,
        case when printed_figures = 0 then 'blank' else 'blank_parts' end as explanation
    from checks
    where printed_value is not null and (printed_figures = 0 or expected_figures = 0)
),

-- the value that a figure would have to have for the check to agree
readings as (
    select
        check_id,
        document_id,
        figure_id,
        case
            when term_role = 'printed' then {{ quantity('value - difference * weight') }}
            else {{ quantity('value + difference * weight') }}
        end as other_value,
        value
    from terms
    where weight in (1, -1)
),

-- one figure read otherwise, by the same value in two checks or more of different rules
common_readings as (
    select
        readings.document_id,
        readings.figure_id,
        readings.other_value,
        count(distinct readings.check_id) as checks_explained,
        count(distinct terms.rule_id) as rules_explained
    from readings
    inner join terms
        on
            readings.check_id = terms.check_id
            and readings.figure_id = terms.figure_id
    group by readings.document_id, readings.figure_id, readings.other_value
    having count(distinct readings.check_id) > 1
),

ranked_readings as (
    select
        readings.check_id,
        readings.figure_id,
        readings.other_value,
        row_number() over (
            partition by readings.check_id
            order by
                -common_readings.checks_explained,
                -common_readings.rules_explained,
                readings.figure_id
        ) as choice,
        count(*) over (
            partition by readings.check_id, common_readings.checks_explained
        ) as equally_good
    from readings
    inner join common_readings
        on
            readings.figure_id = common_readings.figure_id
            and readings.other_value = common_readings.other_value
),

-- a cause that fits two figures equally well is none
best_readings as (
    select
        check_id,
        figure_id,
        other_value
    from ranked_readings
    where choice = 1 and equally_good = 1
),

-- amounts of the year before, by class: those of the items that the text tells a change of
changes as (
    select
        amounts_stated.document_id,
        amounts_stated.code,
        {{ quantity('amounts_stated.value - changes.value') }} as value_before
    from stated as changes
    inner join stated as amounts_stated on changes.base_statement_id = amounts_stated.figure_id
    where
        changes.metric = 'change' and changes.value_unit = 'yuan'
        and amounts_stated.code is not null
),

values_before as (
    select
        checks.check_id,
        sum(changes.value_before) as value_before
    from checks
    inner join changes
        on
            checks.document_id = changes.document_id
            and {{ is_prefix('checks.code', 'changes.code') }}
    group by checks.check_id
),

by_year_before as (
    select distinct
        terms.check_id,
        'year_before' as explanation
    from terms
    inner join values_before on terms.check_id = values_before.check_id
    where
        terms.value = values_before.value_before
        and terms.check_class in ('row_identity', 'hierarchy', 'cross_table')
),

partitions as (
    select portions.figure_id as share_id
    from stated as portions
    inner join {{ ref('int_checks__evaluated') }} as sums
        on
            sums.rule_id = 'shares_of_whole'
            and sums.status = 'agrees'
            and portions.document_id = sums.document_id
            and portions.whole_statement_id = sums.place_key
    where portions.metric = 'share'
),

by_shares as (
    select
        checks.check_id,
        'rounding_forced' as explanation
    from checks
    inner join partitions
        on substr(checks.evidence_figure_ids, 1, 32) = partitions.share_id
    where checks.rule_id = 'share'
),

by_coarser as (
    select
        check_id,
        'coarser_rounding' as explanation
    from checks
    where
        value_unit = 'percent' and check_class = 'narrative_arithmetic'
        and (
            printed_value % 1 = 0 and abs(difference) <= 0.5 and printed_step < 1
            or printed_value * 10 % 1 = 0 and abs(difference) <= 0.05 and printed_step < 0.1
        )
),

-- the amounts that the tables have in place of those that the text has
table_values as (
    select
        statement_id,
        tie_id,
        sum(value) as value,
        sum(low) as low,
        sum(high) as high
    from {{ ref('int_checks__text_ties') }}
    group by statement_id, tie_id
),

by_table as (
    select distinct
        checks.check_id,
        'follows_from_table' as explanation
    from checks
    inner join stated as rates on substr(checks.evidence_figure_ids, 1, 32) = rates.figure_id
    inner join stated as parts on rates.base_statement_id = parts.figure_id
    inner join table_values on rates.whole_statement_id = table_values.statement_id
    where
        checks.rule_id in ('share', 'completion_rate')
        and {{ share_status(
            'rates.value', 'rates.step', 'parts.value', 'parts.low', 'parts.high',
            'table_values.value', 'table_values.low', 'table_values.high'
        ) }} in ('agrees', 'agrees_within_rounding')
),

-- a rate cut off instead of rounded, with its point a place off, or of the amount of this year
by_rate as (
    select
        checks.check_id,
        case
            when
                abs(checks.expected_value) > abs(checks.printed_value)
                and abs(checks.difference) < checks.printed_step
                and checks.printed_value * checks.expected_value > 0
                then 'cut_off'
            when
                abs(10 * checks.printed_value - checks.expected_value) <= 5 * checks.printed_step
                or abs(checks.printed_value - 10 * checks.expected_value)
                <= 0.5 * checks.printed_step
                then 'point_shifted'
            when
                checks.rule_id = 'rate_of_change'
                and abs(100 * changes.value - checks.printed_value * amounts_stated.value)
                <= 0.5 * checks.printed_step * abs(amounts_stated.value)
                then 'other_base'
        end as explanation
    from checks
    left join stated as changes
        on {{ dbt.split_part('checks.evidence_figure_ids', "' '", 2) }} = changes.figure_id
    left join stated as amounts_stated
        on {{ dbt.split_part('checks.evidence_figure_ids', "' '", 3) }} = amounts_stated.figure_id
    where checks.value_unit = 'percent' and checks.check_class = 'narrative_arithmetic'
),

written as (
    select
        check_id,
        {{ digits_in('printed_value', 'printed_step') }} as printed_digits,
        {{ digits_in('expected_value', 'printed_step') }} as expected_digits,
        printed_value,
        expected_value
    from checks
    where
        value_unit = 'yuan' and printed_figures = 1 and expected_figures > 0 and printed_step > 0
        and check_class <> 'unit_slip'
),

by_digits as (
    select
        check_id,
        case
            when printed_value = -expected_value then 'sign'
            when {{ is_transposed('printed_digits', 'expected_digits') }} then 'transposed_digits'
            when {{ is_one_digit_off('printed_digits', 'expected_digits') }} then 'one_digit'
            when {{ has_a_digit_more('printed_digits', 'expected_digits') }} then 'dropped_digit'
            when {{ has_a_digit_more('expected_digits', 'printed_digits') }} then 'dropped_digit'
        end as explanation
    from written
),

-- the figures beside the printed one: in its row, or in its column the next row up or down
printed_amounts as (
    select
        terms.check_id,
        checks.expected_low,
        checks.expected_high,
        amounts.*
    from terms
    inner join checks on terms.check_id = checks.check_id
    inner join amounts on terms.figure_id = amounts.amount_id
    where terms.term_role = 'printed' and checks.value_unit = 'yuan' and checks.printed_figures = 1
),

by_neighbour as (
    select distinct
        printed_amounts.check_id,
        'neighbour' as explanation
    from printed_amounts
    inner join amounts
        on
            printed_amounts.document_id = amounts.document_id
            and printed_amounts.table_index = amounts.table_index
            and printed_amounts.amount_id <> amounts.amount_id
    where
        amounts.amount_yuan = printed_amounts.amount_yuan
        and (
            amounts.row_no = printed_amounts.row_no
            or amounts.column_no = printed_amounts.column_no
            and amounts.row_no between printed_amounts.row_no - 1 and printed_amounts.row_no + 1
        )
),

-- a stated amount that another column of the same line has
by_other_column as (
    select distinct
        terms.check_id,
        'neighbour' as explanation
    from terms
    inner join checks on terms.check_id = checks.check_id
    inner join amounts as tied on terms.figure_id = tied.amount_id
    inner join amounts
        on
            tied.line_id = amounts.line_id
            and tied.amount_id <> amounts.amount_id
    where
        checks.check_class = 'text_vs_table' and terms.term_role = 'part'
        and {{ intervals_meet(
            'checks.printed_low', 'checks.printed_high',
            interval_low('amounts.amount_yuan', 'amounts.rounding_unit_yuan'),
            interval_high('amounts.amount_yuan', 'amounts.rounding_unit_yuan')
        ) }}
),

-- a line below the printed one has the difference in another column, and blank in this
by_component as (
    select distinct
        printed_amounts.check_id,
        'missing_component' as explanation
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
),

parts as (
    select
        check_id,
        figure_id,
        value,
        abs(difference) as wanted
    from terms
    where term_role = 'part' and value <> 0
),

part_counts as (
    select
        check_id,
        count(*) as parts
    from parts
    group by check_id
),

by_subset as (
    select distinct
        parts.check_id,
        'subset' as explanation
    from parts
    inner join part_counts on parts.check_id = part_counts.check_id
    left join parts as twins
        on
            parts.check_id = twins.check_id
            and parts.figure_id < twins.figure_id
    where
        part_counts.parts > 1
        and (abs(parts.value) = parts.wanted or abs(parts.value + twins.value) = parts.wanted)
),

by_name as (
    select
        check_id,
        'other_name' as explanation
    from checks
    where rule_id = 'label_of_code'
),

unioned as (
    select
        check_id,
        explanation
    from by_unit
    {% for cause in [
        'by_blank', 'by_year_before', 'by_shares', 'by_coarser', 'by_table', 'by_rate', 'by_digits',
        'by_neighbour', 'by_other_column', 'by_component', 'by_subset', 'by_name',
    ] -%}
        union all
        select
            check_id,
            explanation
        from {{ cause }}
    {% endfor -%}
    union all
    select
        check_id,
        'one_figure' as explanation
    from best_readings
),

ranked as (
    select
        unioned.check_id,
        unioned.explanation,
        row_number() over (
            partition by unioned.check_id
            order by explanations.priority, unioned.explanation
        ) as choice
    from unioned
    inner join {{ ref('explanations') }} as explanations
        on unioned.explanation = explanations.explanation
),

final as (
    select
        checks.document_id,
        ranked.check_id,
        ranked.explanation,
        best_readings.figure_id as suspect_figure_id,
        best_readings.other_value as suggested_value
    from ranked
    inner join checks on ranked.check_id = checks.check_id
    left join best_readings
        on
            ranked.check_id = best_readings.check_id
            and ranked.explanation = 'one_figure'
    where ranked.choice = 1
)

select * from final
