-- Terms of the tables of performance: a project's budget is that of the list of projects and of
-- the text (matched by name, or by budget and spending where the names differ), the rates of one
-- execution are one, the score for execution is its points times the rate, the money of a project
-- is that of its sources (seed performance_funds), and the scores add to the total. A score that is
-- not printed is what the total lacks.
-- Grain: one row per rule, place and figure that takes part.
with

stated as (
    select * from {{ ref('int_checks__stated') }}
),

executions as (
    select * from {{ ref('int_checks__executions') }}
),

indicators as (
    select * from {{ ref('stg_raw__indicators') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

amounts as (
    select
        *,
        {{ project_key('label_folded') }} as project_key
    from {{ ref('int_amounts__classified') }}
    where
        amount_yuan is not null
        and year_printed is null
        and measure = 'total'
        and row_kind = 'line'
        and table_type in ('general_budget_project_expenditure', 'project_expenditure')
),

project_heads as (
    select
        *,
        {{ project_key('project_name_folded') }} as project_key
    from stated
    where
        source = 'performance' and metric = 'amount' and value_unit = 'yuan'
        and project_name is not null and heading is null
        and fiscal_year = document_year and phase = 'initial_budget'
        and subject not like '其中%'
),

listed as (
    select
        project_heads.figure_id as head_id,
        amounts.table_type,
        min(amounts.table_type) over (partition by project_heads.figure_id) as first_type,
        {{ amount_term('amounts') }}
    from project_heads
    inner join amounts
        on
            project_heads.document_id = amounts.document_id
            and project_heads.project_key = amounts.project_key
),

-- the text names a project by the name that its table has
told as (
    select
        stated.figure_id as head_id,
        project_heads.figure_id,
        project_heads.value,
        project_heads.low,
        project_heads.high
    from stated
    inner join project_heads
        on
            stated.document_id = project_heads.document_id
            and stated.fiscal_year = project_heads.fiscal_year
            and stated.phase = project_heads.phase
            and {{ project_key('stated.subject') }} = project_heads.project_key
    where
        stated.source = 'narrative' and stated.metric = 'amount' and stated.value_unit = 'yuan'
),

-- one execution told twice: the same budget and the same spending
same_executions as (
    select
        told.rate_id as head_id,
        heads.rate_id,
        heads.rate,
        heads.rate_low,
        heads.rate_high
    from executions as told
    inner join executions as heads
        on
            told.document_id = heads.document_id
            and told.budget = heads.budget
            and told.spent = heads.spent
    where told.source = 'narrative' and heads.source = 'performance'
),

-- the money of a project over its sources, which stand in the lines below it or beside it; a form
-- with the money of the project beside that of the year has a source twice, that of the year last
funds as (
    select
        stated.*,
        performance_funds.role as fund_role,
        performance_funds.lines_below
    from stated
    inner join {{ ref('performance_funds') }} as performance_funds
        on stated.subject = performance_funds.label
    where
        stated.source = 'performance' and stated.metric = 'amount' and stated.value_unit = 'yuan'
),

sources_of_funds as (
    select
        wholes.figure_id as head_id,
        parts.figure_id,
        parts.value,
        parts.low,
        parts.high,
        row_number() over (
            partition by wholes.figure_id, parts.subject order by -parts.statement_no
        ) as choice
    from funds as wholes
    inner join funds as parts
        on
            wholes.document_id = parts.document_id
            and wholes.project_name = parts.project_name
            and wholes.phase = parts.phase
            and coalesce(wholes.fiscal_year, 0) = coalesce(parts.fiscal_year, 0)
            and parts.line
            between wholes.line + least(wholes.lines_below, 1) and wholes.line + wholes.lines_below
    where wholes.fund_role = 'whole' and parts.fund_role = 'part'
),

points as (
    select
        document_id,
        project_name,
        sum(weight) as points,
        count(case when score is null then 1 end) as blanks,
        count(score) as scores,
        max(table_index) as table_index
    from indicators
    where weight is not null
    group by document_id, project_name
),

score_heads as (
    select
        stated.figure_id,
        stated.document_id,
        stated.project_name,
        stated.heading is null as is_total,
        stated.line,
        stated.value,
        stated.low,
        stated.high,
        points.points,
        points.blanks,
        points.table_index
    from stated
    inner join points
        on
            stated.document_id = points.document_id
            and stated.project_name = points.project_name
    where stated.source = 'performance' and stated.metric = 'score' and points.scores > 0
),

-- the points that the indicators leave are those for execution
execution_scores as (
    select
        score_heads.figure_id as head_id,
        cast(0.01 * (100 - score_heads.points) as decimal(9, 6)) as weight,
        executions.rate_id,
        executions.rate,
        executions.rate_low,
        executions.rate_high
    from score_heads
    inner join executions
        on
            score_heads.document_id = executions.document_id
            and score_heads.project_name = executions.project_name
            and score_heads.line = executions.line
    where not score_heads.is_total and executions.source = 'performance'
),

scores as (
    select
        indicators.indicator_id as figure_id,
        indicators.document_id,
        indicators.project_name,
        indicators.line,
        indicators.level_3,
        {{ quantity('indicators.score') }} as value,
        {{ interval_low('indicators.score', '0.01') }} as low,
        {{ interval_high('indicators.score', '0.01') }} as high
    from indicators
),

-- with one blank, the blank is what is printed and the rest of the total what it should be
total_heads as (
    select
        score_heads.*,
        blanks.figure_id as blank_id,
        blanks.line as blank_line,
        blanks.level_3 as blank_label
    from score_heads
    left join scores as blanks
        on
            score_heads.document_id = blanks.document_id
            and score_heads.project_name = blanks.project_name
            and blanks.value is null
            and score_heads.blanks = 1
    where score_heads.is_total and score_heads.blanks <= 1
),

parts_of_totals as (
    select
        total_heads.figure_id as head_id,
        total_heads.blank_id,
        scores.figure_id,
        scores.value,
        scores.low,
        scores.high
    from total_heads
    inner join scores
        on
            total_heads.document_id = scores.document_id
            and total_heads.project_name = scores.project_name
    where scores.value is not null
    union all
    select
        total_heads.figure_id as head_id,
        total_heads.blank_id,
        score_heads.figure_id,
        score_heads.value,
        score_heads.low,
        score_heads.high
    from total_heads
    inner join score_heads
        on
            total_heads.document_id = score_heads.document_id
            and total_heads.project_name = score_heads.project_name
    where not score_heads.is_total
),

terms as (
    select
        'performance_budget' as rule_id,
        'cross_table' as check_class,
        head_id,
        'part' as term_role,
        cast(1 as decimal(9, 6)) as weight,
        figure_id,
        value,
        low,
        high
    from listed
    where table_type = first_type
    union all
    select
        'project_in_text' as rule_id,
        'text_vs_table' as check_class,
        head_id,
        'part' as term_role,
        1 as weight,
        figure_id,
        value,
        low,
        high
    from told
    union all
    select
        'completion_rate_in_text' as rule_id,
        'text_vs_table' as check_class,
        head_id,
        'part' as term_role,
        1 as weight,
        min(rate_id) as figure_id,
        min(rate) as value,
        max(rate_low) as low,
        min(rate_high) as high
    from same_executions
    group by head_id
    union all
    select
        'funds_of_project' as rule_id,
        'narrative_sum' as check_class,
        head_id,
        'part' as term_role,
        1 as weight,
        figure_id,
        value,
        low,
        high
    from sources_of_funds
    where choice = 1
    union all
    select
        'score_of_execution' as rule_id,
        'narrative_arithmetic' as check_class,
        head_id,
        'part' as term_role,
        weight,
        rate_id as figure_id,
        rate as value,
        rate_low as low,
        rate_high as high
    from execution_scores
    union all
    select
        'total_score' as rule_id,
        case when blank_id is null then 'narrative_sum' else 'missing_amount' end as check_class,
        head_id,
        'part' as term_role,
        case when blank_id is null then 1 else -1 end as weight,
        figure_id,
        value,
        low,
        high
    from parts_of_totals
    union all
    select
        'total_score' as rule_id,
        'missing_amount' as check_class,
        figure_id as head_id,
        'part' as term_role,
        1 as weight,
        figure_id,
        value,
        low,
        high
    from total_heads
    where blank_id is not null
),

heads as (
    select distinct
        terms.rule_id,
        terms.check_class,
        stated.figure_id,
        stated.document_id,
        stated.phase,
        stated.code,
        stated.subject,
        stated.project_name,
        stated.metric,
        stated.line,
        stated.value,
        stated.low,
        stated.high,
        stated.value_unit,
        total_heads.blank_line,
        total_heads.blank_label
    from terms
    inner join stated on terms.head_id = stated.figure_id
    left join total_heads
        on
            terms.head_id = total_heads.figure_id
            and terms.rule_id = 'total_score'
            and total_heads.blank_id is not null
),

all_terms as (
    select
        rule_id,
        head_id,
        term_role,
        weight,
        figure_id,
        value,
        low,
        high
    from terms
    union all
    select
        rule_id,
        figure_id as head_id,
        'printed' as term_role,
        1 as weight,
        figure_id,
        value,
        low,
        high
    from heads
    where blank_line is null
),

class_terms as (
    select
        all_terms.rule_id,
        heads.check_class,
        heads.document_id,
        all_terms.head_id as place_key,
        min(tables.table_index) as table_index,
        heads.phase,
        heads.code,
        coalesce(heads.blank_label, heads.project_name, heads.subject) as label,
        heads.metric as measure,
        coalesce(heads.blank_line, heads.line) as line,
        all_terms.term_role,
        all_terms.weight,
        all_terms.figure_id,
        all_terms.value,
        all_terms.low,
        all_terms.high,
        heads.value_unit
    from all_terms
    inner join heads
        on
            all_terms.rule_id = heads.rule_id
            and all_terms.head_id = heads.figure_id
    left join tables
        on
            heads.document_id = tables.document_id
            and heads.line between tables.line and tables.line_end
    group by
        all_terms.rule_id,
        heads.check_class,
        heads.document_id,
        all_terms.head_id,
        heads.phase,
        heads.code,
        heads.blank_label,
        heads.project_name,
        heads.subject,
        heads.metric,
        heads.blank_line,
        heads.line,
        all_terms.term_role,
        all_terms.weight,
        all_terms.figure_id,
        all_terms.value,
        all_terms.low,
        all_terms.high,
        heads.value_unit
)

select * from class_terms
