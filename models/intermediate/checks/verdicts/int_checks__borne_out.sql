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
    where check_key is not null or rule_id = 'rate_of_change'
),

figures as (
    select differing.*, figures.role, figures.figure_id
    from differing
    inner join {{ ref('int_checks__figures') }} as figures on differing.check_id = figures.check_id
),

amounts as (
    select *, {{ amount_interval('amounts') }} from {{ ref('int_amounts__classified') }} as amounts
    where
        amounts.amount_yuan <> 0
        and amounts.document_id in (select differing.document_id from differing)
),

all_statements as (
    select *, {{ amount_interval('stated') }} from {{ ref('int_statements__resolved') }} as stated
),

statements as (
    select * from all_statements
    where metric = 'amount' and amount_yuan is not null
),

-- the amounts of a check that a table prints for the class of the check
printed_for_class as (
    select
        {% for side in ['printed', 'expected'] -%}
            max(case when {{ meets('figures', side, 'amounts') }} then 1 else 0 end)
                as is_{{ side }},
        {% endfor -%}
        figures.document_id, figures.check_id, figures.rule_id
    from figures
    inner join amounts on figures.document_id = amounts.document_id and figures.code = amounts.code
    where figures.rule_id in ('text_repeated', 'project_in_text')
    group by figures.document_id, figures.check_id, figures.rule_id
),

names as (
    select document_id, rule_id, label from differing
    where rule_id in ('performance_budget', 'project_in_text')
    group by document_id, rule_id, label
    having count(distinct line) > 1 or max(expected_figures) > 1
),

final as (
    -- the totals of a table that the text is held against
    select figures.document_id, figures.check_id, 'other_total' as reason
    from figures
    inner join amounts as tied on figures.figure_id = tied.amount_id
    inner join amounts as totals
        on
            {{ same('tied', 'totals', ['document_id', 'table_index', 'measure']) }}
            and totals.row_kind = 'total'
            and {{ meets('figures', 'printed', 'totals') }}
    where figures.check_class = 'text_vs_table' and figures.role = 'part'
    union
    select document_id, check_id, 'other_scope' as reason from printed_for_class
    where is_printed = 1 and (is_expected = 1 or rule_id = 'project_in_text')
    union
    -- under its head the cost of running an administrative unit has such parts of its own
    select figures.document_id, figures.check_id, 'other_scope' as reason
    from figures
    inner join statements on figures.figure_id = statements.statement_id
    where
        figures.check_key is not null
        and statements.item_type = 'three_public'
        and {{ matches('statements.heading', '机关运行经费') }}
        and not {{ matches('statements.heading', '三公') }}
    union
    select figures.document_id, figures.check_id, 'other_line' as reason
    from figures
    inner join statements as read_as on figures.figure_id = read_as.statement_id
    inner join statements as beside
        on
            {{ same('read_as', 'beside', ['document_id', 'project_name', 'source']) }}
            and read_as.statement_id <> beside.statement_id
            and {{ meets('figures', 'expected', 'beside') }}
    where figures.rule_id = 'performance_budget'
    union
    select printed.document_id, printed.check_id, 'other_year' as reason
    from figures as printed
    inner join figures as taken on printed.check_id = taken.check_id and taken.role = 'whole'
    inner join all_statements as stated on printed.figure_id = stated.statement_id
    inner join statements as wholes on taken.figure_id = wholes.statement_id
    where
        printed.rule_id = 'rate_of_change' and printed.role = 'printed'
        and stated.fiscal_year > wholes.fiscal_year
        and coalesce(stated.earlier_statement_id, '') <> wholes.statement_id
    union
    select differing.document_id, differing.check_id, 'repeated_name' as reason
    from differing
    inner join names on {{ same('differing', 'names', ['document_id', 'rule_id', 'label']) }}
)

select * from final
