-- The differences in which the document bears out both sides, each in a place of its own: two
-- things were held against each other that are not the same.
--   other_total    the text gives what the table prints in another of its totals
--   other_scope    both amounts of a class are in tables, or that of a project is of the class of
--                  its name, or a public expense is said of what runs an administrative unit alone
--   other_line     the head of a project's performance table prints the amount in another line
--   other_year     a rate is held against the amount of the year before where none is said
--   repeated_name  several projects bear the name
-- Grain: one row per check and reason.
with

differing as (
    select * from {{ ref('int_checks__contested') }}
    where check_key is not null
),

figures as (
    select
        {{ columns_of('differing', [
            'document_id', 'check_id', 'rule_id', 'check_class', 'code', 'printed_low',
            'printed_high', 'expected_low', 'expected_high',
        ]) }},
        figures.role,
        figures.figure_id
    from differing
    inner join {{ ref('int_checks__figures') }} as figures
        on differing.check_id = figures.check_id
),

amounts as (
    select
        *,
        {{ interval_low('amount_yuan', 'rounding_unit_yuan') }} as low,
        {{ interval_high('amount_yuan', 'rounding_unit_yuan') }} as high
    from {{ ref('int_amounts__classified') }}
    where amount_yuan <> 0
),

statements as (
    select
        *,
        {{ interval_low('amount_yuan', 'rounding_unit_yuan') }} as low,
        {{ interval_high('amount_yuan', 'rounding_unit_yuan') }} as high
    from {{ ref('int_statements__resolved') }}
    where metric = 'amount' and amount_yuan is not null
),

-- the totals of a table that the text is held against
totals as (
    select distinct
        figures.document_id,
        figures.check_id
    from figures
    inner join amounts as tied on figures.figure_id = tied.amount_id
    inner join amounts as totals
        on
            {{ same('tied', 'totals', ['document_id', 'table_index']) }}
            and totals.row_kind = 'total'
            and tied.measure = totals.measure
            and {{ intervals_meet(
                'figures.printed_low', 'figures.printed_high', 'totals.low', 'totals.high'
            ) }}
    where figures.check_class = 'text_vs_table' and figures.role = 'part'
),

-- the amounts of a check that a table prints for the class of the check
printed_for_class as (
    select
        figures.document_id,
        figures.check_id,
        max(case
            when {{ intervals_meet(
                'figures.printed_low', 'figures.printed_high', 'amounts.low', 'amounts.high'
            ) }} then 1
            else 0
        end) as is_printed,
        max(case
            when {{ intervals_meet(
                'figures.expected_low', 'figures.expected_high', 'amounts.low', 'amounts.high'
            ) }} then 1
            else 0
        end) as is_expected,
        figures.rule_id
    from figures
    inner join amounts
        on figures.document_id = amounts.document_id and figures.code = amounts.code
    where figures.rule_id in ('text_repeated', 'project_in_text')
    group by figures.document_id, figures.check_id, figures.rule_id
),

-- under its head the cost of running an administrative unit has such parts of its own
of_operating_funds as (
    select distinct
        figures.document_id,
        figures.check_id
    from figures
    inner join statements on figures.figure_id = statements.statement_id
    where
        statements.item_type = 'three_public'
        and {{ matches('statements.heading', '机关运行经费') }}
        and not {{ matches('statements.heading', '三公') }}
),

heads as (
    select distinct
        figures.document_id,
        figures.check_id
    from figures
    inner join statements as read_as on figures.figure_id = read_as.statement_id
    inner join statements as beside
        on
            {{ same('read_as', 'beside', ['document_id', 'project_name', 'source']) }}
            and read_as.statement_id <> beside.statement_id
            and {{ intervals_meet(
                'figures.expected_low', 'figures.expected_high', 'beside.low', 'beside.high'
            ) }}
    where figures.rule_id = 'performance_budget'
),

of_other_years as (
    select
        rates.document_id,
        rates.check_id
    from {{ ref('int_checks__contested') }} as rates
    inner join {{ ref('int_checks__figures') }} as printed
        on rates.check_id = printed.check_id and printed.role = 'printed'
    inner join {{ ref('int_checks__figures') }} as taken
        on rates.check_id = taken.check_id and taken.role = 'whole'
    inner join {{ ref('int_statements__resolved') }} as stated
        on printed.figure_id = stated.statement_id
    inner join statements as wholes on taken.figure_id = wholes.statement_id
    where
        rates.rule_id = 'rate_of_change' and stated.fiscal_year > wholes.fiscal_year
        and coalesce(stated.earlier_statement_id, '') <> wholes.statement_id
),

names as (
    select
        document_id,
        rule_id,
        label
    from differing
    where rule_id in ('performance_budget', 'project_in_text')
    group by document_id, rule_id, label
    having count(distinct line) > 1 or max(expected_figures) > 1
),

final as (
    select
        document_id,
        check_id,
        'other_total' as reason
    from totals
    union
    select
        document_id,
        check_id,
        'other_scope' as reason
    from printed_for_class
    where is_printed = 1 and (is_expected = 1 or rule_id = 'project_in_text')
    union
    select
        document_id,
        check_id,
        'other_scope' as reason
    from of_operating_funds
    union
    select
        document_id,
        check_id,
        'other_line' as reason
    from heads
    union
    select
        document_id,
        check_id,
        'other_year' as reason
    from of_other_years
    union
    select
        differing.document_id,
        differing.check_id,
        'repeated_name' as reason
    from differing
    inner join names
        on {{ same('differing', 'names', ['document_id', 'rule_id', 'label']) }}
)

select * from final
