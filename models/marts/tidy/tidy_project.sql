-- Projects with what was budgeted and what was spent, each a row of its phase: what a document
-- prints as spent is of phase final. counts_in_total is false where the projects make more than the
-- project expenditure that the unit prints, as where running costs are listed as projects.
-- Grain: one row per unit, fiscal year, phase, project, functional class and fund.
{{ config(tags=['across_units']) }}

with

projects as (
    select * from {{ ref('fct_project') }}
    where is_best_source and is_widest_scope
),

spent as (
    select
        *,
        phase as told_phase,
        amount_yuan as told_yuan
    from projects
    where amount_yuan is not null
    union all
    select
        *,
        'final' as told_phase,
        executed_yuan as told_yuan
    from projects
    where executed_yuan is not null and (phase <> 'final' or amount_yuan is null)
),

-- the statement that prints the amount, of all that tell of the project
stated as (
    select
        spent.project_id,
        spent.told_phase,
        min(statements.statement_id) as statement_id
    from spent
    inner join {{ ref('fct_statement') }} as statements
        on
            spent.document_id = statements.document_id
            and spent.told_yuan = statements.amount_yuan
            and spent.evidence_statement_ids like concat('%', statements.statement_id, '%')
    group by spent.project_id, spent.told_phase
),

totals as (
    select * from {{ ref('fct_unit_total') }}
    where measure = 'project' and amount_yuan is not null and is_best_source and is_widest_scope
),

told as (
    select
        unit_id,
        fiscal_year,
        told_phase,
        sum(told_yuan) as told_yuan,
        count(*) as told_rows
    from spent
    group by unit_id, fiscal_year, told_phase
),

-- the precision of a project is not known: that of the total stands for each
covered as (
    select
        told.unit_id,
        told.fiscal_year,
        told.told_phase,
        case
            when totals.amount_yuan is null then 'unknown'
            when
                {{ sums_agree(
                    'totals.amount_yuan', 'totals.rounding_unit_yuan', 'told.told_yuan',
                    '(totals.rounding_unit_yuan * told.told_rows)',
                ) }}
                then 'complete'
            when told.told_yuan > totals.amount_yuan then 'exceeds'
            else 'partial'
        end as coverage
    from told
    left join totals
        on
            told.unit_id = totals.unit_id
            and told.fiscal_year = totals.fiscal_year
            and told.told_phase = totals.phase
),

whole as (
    select
        spent.unit_id,
        spent.fiscal_year,
        spent.told_phase as phase,
        spent.scope,
        spent.project_name,
        spent.functional_class_key,
        spent.told_yuan as amount_yuan,
        {{ money('null') }} as amount_low_yuan,
        {{ money('null') }} as amount_high_yuan,
        spent.basis,
        covered.coverage,
        {{ money('null') }} as rounding_unit_yuan,
        spent.document_id,
        case
            when spent.told_phase = spent.phase then {{ tidy_first('spent.evidence_amount_ids') }}
        end as evidence_amount_id,
        coalesce(stated.statement_id, {{ tidy_first('spent.evidence_statement_ids') }})
            as evidence_statement_id
    from spent
    left join stated
        on
            spent.project_id = stated.project_id
            and spent.told_phase = stated.told_phase
    inner join covered
        on
            spent.unit_id = covered.unit_id
            and spent.fiscal_year = covered.fiscal_year
            and spent.told_phase = covered.told_phase
),

{% set columns = {'project_name': 'whole.project_name'} -%}
{% do columns.update(tidy_functional_columns()) -%}
{% do columns.update({'counts_in_total': "whole.coverage <> 'exceeds'"}) -%}
{{ tidy_named(
    own=columns,
    joins='left join ' ~ ref('dim_functional_class')
        ~ ' as classes on whole.functional_class_key = classes.functional_class_key',
) }}

select * from final
