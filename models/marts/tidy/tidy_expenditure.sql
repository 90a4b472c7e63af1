-- Expenditure of the year by functional class, to add up without a filter: one scope of each unit,
-- fiscal year and phase, the best source alone, names in both languages and the place of each row.
-- A class that the widest funds leave whole is parted as far as narrower funds tell its items; what
-- these leave of it is a row of the class without an item. What a total has beyond its classes,
-- and a year of which only the total is known, are rows without a class. Items that rates
-- imply may make more or less than the text allows their class: coverage says so (exceeds,
-- partial).
-- Grain: one row per unit, fiscal year, phase, functional class, spending nature and fund.
{{ config(tags=['across_units']) }}

with

facts as (
    select
        *,
        substr(functional_code, 1, 3) as class_of_code
    from {{ ref('fct_functional_expenditure') }}
    where is_best_source
),

widest as (
    select
        *,
        count(*) over (
            partition by document_id, fiscal_year, phase, scope, class_of_code
        ) as class_rows
    from facts
    where is_widest_scope
),

-- what narrower funds tell of a class that the widest leave whole, the widest of these
finer as (
    select
        classes.functional_expenditure_id as class_id,
        classes.scope as class_scope,
        classes.coverage as class_coverage,
        facts.functional_expenditure_id,
        facts.amount_yuan,
        facts.rounding_unit_yuan,
        rank() over (
            partition by classes.functional_expenditure_id order by scopes.sort asc
        ) as width
    from widest as classes
    inner join facts
        on
            classes.document_id = facts.document_id
            and classes.fiscal_year = facts.fiscal_year
            and classes.phase = facts.phase
            and classes.functional_code = facts.class_of_code
    inner join {{ ref('dim_code') }} as scopes
        on
            facts.scope = scopes.code
            and scopes.vocabulary = 'scope'
    where
        classes.class_rows = 1
        and classes.basis in ('table', 'text')
        and facts.basis in ('table', 'text')
        and not facts.is_widest_scope
        and length(facts.functional_code) > 3
),

parted as (
    select
        finer.class_id,
        {{ money('min(classes.amount_yuan) - sum(finer.amount_yuan)') }} as rest_yuan,
        {{ money('(min(classes.rounding_unit_yuan) + sum(finer.rounding_unit_yuan)) * 0.5') }}
            as slack_yuan
    from finer
    inner join widest as classes on finer.class_id = classes.functional_expenditure_id
    where finer.width = 1
    group by finer.class_id
),

-- classes whose items do not make what the text allows the class
class_sums as (
    select
        document_id,
        fiscal_year,
        phase,
        scope,
        class_of_code,
        sum(amount_yuan) as amount_yuan
    from widest
    group by document_id, fiscal_year, phase, scope, class_of_code
),

off_bounds as (
    select
        class_sums.*,
        case when class_sums.amount_yuan > shares.amount_high_yuan then 'exceeds' else 'partial' end
            as class_coverage
    from class_sums
    inner join {{ ref('cmp_function_share') }} as shares
        on
            class_sums.document_id = shares.document_id
            and class_sums.fiscal_year = shares.fiscal_year
            and class_sums.phase = shares.phase
            and class_sums.scope = shares.scope
            and class_sums.class_of_code = shares.functional_code
    where
        class_sums.amount_yuan > shares.amount_high_yuan
        or class_sums.amount_yuan < shares.amount_low_yuan
),

-- a class is parted where its parts are not more than it: parts, and what they leave
whole_or_parted as (
    select
        widest.functional_expenditure_id,
        widest.scope as told_scope,
        coalesce(off_bounds.class_coverage, widest.coverage) as told_coverage,
        {{ money('null') }} as rest_yuan,
        {{ money('null') }} as slack_yuan
    from widest
    left join parted
        on
            widest.functional_expenditure_id = parted.class_id
            and parted.rest_yuan >= -parted.slack_yuan
    left join off_bounds
        on
            widest.document_id = off_bounds.document_id
            and widest.fiscal_year = off_bounds.fiscal_year
            and widest.phase = off_bounds.phase
            and widest.scope = off_bounds.scope
            and widest.class_of_code = off_bounds.class_of_code
    where parted.class_id is null
    union all
    select
        finer.functional_expenditure_id,
        finer.class_scope as told_scope,
        finer.class_coverage as told_coverage,
        {{ money('null') }} as rest_yuan,
        {{ money('null') }} as slack_yuan
    from finer
    inner join parted on finer.class_id = parted.class_id
    where finer.width = 1 and parted.rest_yuan >= -parted.slack_yuan
    union all
    select
        widest.functional_expenditure_id,
        widest.scope as told_scope,
        'partial' as told_coverage,
        parted.rest_yuan,
        parted.slack_yuan
    from parted
    inner join widest on parted.class_id = widest.functional_expenditure_id
    where parted.rest_yuan > parted.slack_yuan
),

rows_of_fact as (
    select
        facts.unit_id,
        facts.document_id,
        facts.fiscal_year,
        facts.phase,
        told.told_scope as scope,
        facts.functional_class_key,
        nullif(facts.spending_nature, 'unsplit') as nature,
        nullif(facts.spending_nature_parent, 'unsplit') as nature_parent,
        coalesce(told.rest_yuan, facts.amount_yuan) as amount_yuan,
        coalesce({{ money('told.rest_yuan - told.slack_yuan') }}, facts.amount_low_yuan)
            as amount_low_yuan,
        coalesce({{ money('told.rest_yuan + told.slack_yuan') }}, facts.amount_high_yuan)
            as amount_high_yuan,
        case when told.rest_yuan is null then facts.basis else 'derived' end as basis,
        told.told_coverage as coverage,
        facts.rounding_unit_yuan,
        {{ tidy_first('facts.evidence_amount_ids') }} as evidence_amount_id,
        {{ tidy_first('facts.evidence_statement_ids') }} as evidence_statement_id,
        true as is_counted
    from whole_or_parted as told
    inner join facts on told.functional_expenditure_id = facts.functional_expenditure_id
),

{{ tidy_whole(
    measure='current_expenditure',
    own={
        'functional_class_key': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'nature': 'cast(null as ' ~ dbt.type_string() ~ ')',
        'nature_parent': 'cast(null as ' ~ dbt.type_string() ~ ')',
    },
) }},

{% set columns = tidy_functional_columns() -%}
{% do columns.update({
    'cofog_code': 'classes.cofog_code', 'spending_nature': 'whole.nature',
    'spending_nature_parent': 'whole.nature_parent',
}) -%}
{{ tidy_named(
    own=columns,
    joins='left join ' ~ ref('dim_functional_class')
        ~ ' as classes on whole.functional_class_key = classes.functional_class_key',
) }}

select * from final
