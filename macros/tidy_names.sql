{#- The view: the rows of `whole` with names and places.
      own:    the view's own columns before the amount, as expressions over `whole` and what it joins
      joins:  joins to what they name, as text
-#}
{% macro tidy_named(own, joins="") -%}
-- the departments that have a row: each contains its units
departments as (
    select distinct
        whole.unit_id,
        whole.fiscal_year,
        whole.phase
    from whole
    inner join {{ ref('dim_document') }} as documents on whole.document_id = documents.document_id
    where documents.reporting_level = 'department'
),

final as (
    select
        whole.unit_id,
        units.unit_name,
        units.unit_name_en,
        units.admin_level,
        units.region_code,
        units.region_name,
        units.unit_kind,
        units.parent_unit_id,
        whole.fiscal_year,
        whole.phase,
        phases.name as phase_name,
        whole.scope,
        scopes.name as scope_name,
        {% for name, expression in own.items() -%}
        {{ expression }} as {{ name }},
        {% endfor -%}
        whole.amount_yuan,
        cast(whole.amount_yuan * 0.0001 as decimal(20, 6)) as amount_wan,
        whole.amount_low_yuan,
        whole.amount_high_yuan,
        whole.basis,
        bases.name as basis_name,
        whole.coverage,
        whole.rounding_unit_yuan,
        whole.document_id,
        documents.source_file,
        documents.published_on,
        coalesce(amounts.page, statements.page) as page,
        coalesce(amounts.line, statements.line) as line,
        amounts.box,
        coalesce(amounts.printed_text, statements.printed_text) as printed_text,
        departments.unit_id as contained_in_unit_id
    from whole
    inner join {{ ref('dim_unit') }} as units on whole.unit_id = units.unit_id
    inner join {{ ref('dim_document') }} as documents on whole.document_id = documents.document_id
    inner join {{ ref('dim_code') }} as phases
        on
            whole.phase = phases.code
            and phases.vocabulary = 'phase'
    left join {{ ref('dim_code') }} as scopes
        on
            whole.scope = scopes.code
            and scopes.vocabulary = 'scope'
    inner join {{ ref('dim_code') }} as bases
        on
            whole.basis = bases.code
            and bases.vocabulary = 'basis'
    left join departments
        on
            units.parent_unit_id = departments.unit_id
            and whole.fiscal_year = departments.fiscal_year
            and whole.phase = departments.phase
            and whole.unit_id <> departments.unit_id
    left join {{ ref('fct_reported_amount') }} as amounts
        on whole.evidence_amount_id = amounts.amount_id
    left join {{ ref('fct_statement') }} as statements
        on whole.evidence_statement_id = statements.statement_id
    {{ joins }}
)
{%- endmacro %}
