-- Projects with budget, execution and score. Where a project table splits a project by class or
-- fund the rows are its amounts; execution, rate and score are of the project as a whole and
-- stand on the row of a project that has one row only. functional_code is the printed one; where
-- a document prints none it is the one class whose project expenditure is the project's own
-- (by_amount), or that of all its projects without a class together (by_sum).
-- Additive in amount_yuan and executed_yuan over the projects of a document.
-- Grain: one row per document, project, functional code and fund measure.
with

projects as (
    select * from {{ ref('int_projects__named') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

leaves as (
    select * from {{ ref('int_amounts__leaves') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

expenditure as (
    select * from {{ ref('fct_functional_expenditure') }}
),

register as (
    select * from {{ ref('functional_classification') }}
),

tabled as (
    select
        amounts.*,
        {{ project_key('amounts.label_folded') }} as project_key,
        dense_rank() over (
            partition by amounts.document_id, amounts.phase
            order by
                case when amounts.code is null then 2 else 1 end,
                amounts.table_type
        ) as table_choice
    from amounts
    inner join leaves on amounts.amount_id = leaves.amount_id
    where
        amounts.table_type in ('project_expenditure', 'general_budget_project_expenditure')
        and leaves.is_leaf
        and amounts.row_kind = 'line'
        and amounts.year_printed is null
),

-- of two project tables the one with classes is the source
rows_of_tables as (
    select
        document_id,
        project_key,
        phase,
        scope,
        code,
        coalesce(fund_source, scope) as fund_source,
        measure,
        sum(amount_yuan) as amount_yuan,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        {{ least_sure_reading('reading') }} as reading,
        {{ joined_text('amount_id') }} as evidence_amount_ids
    from tabled
    where table_choice = 1
    group by document_id, project_key, phase, scope, code, fund_source, measure
),

united as (
    select
        projects.*,
        documents.unit_id,
        documents.fiscal_year,
        documents.stage,
        documents.is_current,
        rows_of_tables.scope,
        coalesce(
            rows_of_tables.phase,
            case
                when projects.initial_budget_yuan is not null then 'initial_budget'
                when projects.adjusted_budget_yuan is not null then 'adjusted_budget'
                else 'final'
            end
        ) as phase,
        rows_of_tables.code as printed_code,
        rows_of_tables.fund_source,
        rows_of_tables.measure as fund_measure,
        coalesce(
            rows_of_tables.amount_yuan, projects.initial_budget_yuan, projects.adjusted_budget_yuan
        ) as amount_yuan,
        rows_of_tables.evidence_amount_ids,
        coalesce(rows_of_tables.reading, {{ reading_of_text('documents.reader') }}) as reading,
        case when rows_of_tables.document_id is null then 'text' else 'table' end as basis,
        count(*) over (partition by projects.document_id, projects.project_key) as project_rows
    from projects
    inner join documents on projects.document_id = documents.document_id
    left join rows_of_tables
        on
            projects.document_id = rows_of_tables.document_id
            and projects.project_key = rows_of_tables.project_key
),

-- what a project spent, or else its budget, against the project expenditure of the classes
matchable as (
    select
        document_id,
        project_key,
        coalesce(fund_measure, '') as fund_measure,
        case when executed_yuan is null then phase else 'final' end as match_phase,
        coalesce(executed_yuan, amount_yuan) as match_yuan
    from united
    where printed_code is null and coalesce(executed_yuan, amount_yuan) > 0
),

class_amounts as (
    select distinct
        document_id,
        phase,
        functional_code,
        amount_yuan
    from expenditure
    where
        spending_nature = 'project'
        and functional_code is not null
        and amount_yuan > 0
        and basis = 'table'
),

by_amount as (
    select
        matchable.document_id,
        matchable.project_key,
        matchable.fund_measure,
        min(class_amounts.functional_code) as functional_code
    from matchable
    inner join class_amounts
        on
            matchable.document_id = class_amounts.document_id
            and matchable.match_phase = class_amounts.phase
            and matchable.match_yuan = class_amounts.amount_yuan
    group by matchable.document_id, matchable.project_key, matchable.fund_measure
    having count(distinct class_amounts.functional_code) = 1
),

remainders as (
    select
        matchable.document_id,
        matchable.match_phase,
        sum(matchable.match_yuan) as match_yuan
    from matchable
    left join by_amount
        on
            matchable.document_id = by_amount.document_id
            and matchable.project_key = by_amount.project_key
            and matchable.fund_measure = by_amount.fund_measure
    where by_amount.document_id is null
    group by matchable.document_id, matchable.match_phase
),

by_sum as (
    select
        remainders.document_id,
        remainders.match_phase,
        min(class_amounts.functional_code) as functional_code
    from remainders
    inner join class_amounts
        on
            remainders.document_id = class_amounts.document_id
            and remainders.match_phase = class_amounts.phase
            and remainders.match_yuan = class_amounts.amount_yuan
    group by remainders.document_id, remainders.match_phase
    having count(distinct class_amounts.functional_code) = 1
),

coded as (
    select
        united.*,
        coalesce(united.printed_code, by_amount.functional_code, by_sum.functional_code)
            as functional_code,
        case
            when united.printed_code is not null then 'printed'
            when by_amount.functional_code is not null then 'by_amount'
            when by_sum.functional_code is not null then 'by_sum'
        end as code_method,
        -- the projects that a budget lists are those of its year; what accounts list is a selection
        united.is_current
        and dense_rank() over (
            partition by united.unit_id, united.fiscal_year, united.phase
            order by united.is_current desc, united.stage asc, united.document_id desc
        ) = 1 as is_best_source
    from united
    left join by_amount
        on
            united.document_id = by_amount.document_id
            and united.project_key = by_amount.project_key
            and coalesce(united.fund_measure, '') = by_amount.fund_measure
    left join by_sum
        on
            united.document_id = by_sum.document_id
            and united.printed_code is null
            and case when united.executed_yuan is null then united.phase else 'final' end
            = by_sum.match_phase
),

final as (
    select
        {{ surrogate_key([
            'coded.document_id', 'coded.project_key', 'coded.phase', 'coded.printed_code',
            'coded.fund_measure',
        ]) }} as project_id,
        coded.document_id,
        coded.unit_id,
        coded.fiscal_year,
        coded.is_current,
        coded.is_best_source,
        {{ is_widest_scope(['unit_id', 'fiscal_year', 'phase'], "'complete'") }}
            as is_widest_scope,
        coded.project_name,
        coded.other_names,
        coded.phase,
        coded.scope,
        coded.functional_code,
        {{ class_key('coded.functional_code', 'register') }} as functional_class_key,
        coded.code_method,
        coded.fund_source,
        coded.fund_measure,
        {{ money('coded.amount_yuan') }} as amount_yuan,
        {{ money('case when coded.project_rows = 1 then coded.adjusted_budget_yuan end') }}
            as adjusted_budget_yuan,
        {{ money('case when coded.project_rows = 1 then coded.executed_yuan end') }}
            as executed_yuan,
        case when coded.project_rows = 1 then coded.completion_rate end as completion_rate,
        {{ percent(
            'case when coded.project_rows = 1 then coded.executed_yuan end',
            'coalesce(coded.adjusted_budget_yuan, coded.amount_yuan)',
        ) }} as completion_rate_computed,
        case when coded.project_rows = 1 then coded.score end as score,
        coded.basis,
        coded.evidence_amount_ids,
        coded.evidence_statement_ids,
        coded.reading
    from coded
    left join register
        on
            coded.functional_code = register.functional_code
            and {{ is_valid_in('register', 'coded.fiscal_year') }}
)

select * from final
