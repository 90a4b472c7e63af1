{#- What the tidy views share: one scope of a unit, year and phase, names in both languages, and the
    place in the document on every row. A view gives `rows_of_fact`, the rows of its fact under the names
    below, and says what it adds:
      unit_id, fiscal_year, phase, scope, amount_yuan, rounding_unit_yuan, basis, amount_low_yuan,
      amount_high_yuan, coverage, document_id, evidence_amount_id, evidence_statement_id, is_counted
      and its own columns. -#}

{#- Rows of a fact made whole, as `whole`: a row without a class for what the printed total has beyond
    them, and, where `takes_totals`, a row for the total of a year of which nothing finer is known. What the
    total of wider funds has beyond the rows is told by their coverage.
      measure:  the measure of fct_unit_total that the counted rows add up to
      own:      the view's own columns, as expressions for a row of the rest, by name
-#}
{% macro tidy_whole(measure, own, takes_totals=true) -%}
totals as (
    select
        *,
        {{ tidy_first('evidence_statement_ids') }} as evidence_statement_id
    from {{ ref('fct_unit_total') }}
    where measure = '{{ measure }}' and amount_yuan is not null
),

told as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        document_id,
        max(coverage) as coverage,
        sum(case when is_counted then amount_yuan else 0 end) as amount_yuan,
        sum(case when is_counted then rounding_unit_yuan else 0 end) as unit_yuan
    from rows_of_fact
    group by unit_id, fiscal_year, phase, scope, document_id
),

held as (
    select
        told.unit_id,
        told.fiscal_year,
        told.phase,
        told.scope,
        told.document_id,
        {{ money('totals.amount_yuan - told.amount_yuan') }} as rest_yuan,
        {{ money('(totals.rounding_unit_yuan + told.unit_yuan) * 0.5') }} as slack_yuan,
        totals.rounding_unit_yuan,
        totals.evidence_amount_id,
        totals.evidence_statement_id,
        coalesce(
            {{ sums_agree(
                'totals.amount_yuan', 'totals.rounding_unit_yuan', 'told.amount_yuan',
                'told.unit_yuan',
            ) }},
            false
        ) as is_reached,
        coalesce(
            not {{ sums_agree(
                'wider.amount_yuan', 'wider.rounding_unit_yuan', 'told.amount_yuan',
                'told.unit_yuan',
            ) }},
            false
        ) as is_part,
        told.coverage
    from told
    left join totals
        on
            told.document_id = totals.document_id
            and told.fiscal_year = totals.fiscal_year
            and told.phase = totals.phase
            and told.scope = totals.scope
    left join totals as wider
        on
            told.unit_id = wider.unit_id
            and told.fiscal_year = wider.fiscal_year
            and told.phase = wider.phase
            and wider.is_best_source
            and wider.is_widest_scope
),

covered as (
    select
        *,
        not is_reached and rest_yuan > 0 as has_rest,
        case
            when not is_reached and rest_yuan > 0 then 'partial'
            when is_part and coverage in ('complete', 'unknown') then 'partial'
            when coverage = 'unknown' and is_reached then 'complete'
            else coverage
        end as known_coverage
    from held
),

whole as (
    select
        rows_of_fact.unit_id,
        rows_of_fact.fiscal_year,
        rows_of_fact.phase,
        rows_of_fact.scope,
        {% for name in own -%}
        rows_of_fact.{{ name }},
        {% endfor -%}
        rows_of_fact.amount_yuan,
        rows_of_fact.amount_low_yuan,
        rows_of_fact.amount_high_yuan,
        rows_of_fact.basis,
        covered.known_coverage as coverage,
        rows_of_fact.rounding_unit_yuan,
        rows_of_fact.document_id,
        rows_of_fact.evidence_amount_id,
        rows_of_fact.evidence_statement_id
    from rows_of_fact
    inner join covered
        on
            rows_of_fact.document_id = covered.document_id
            and rows_of_fact.fiscal_year = covered.fiscal_year
            and rows_of_fact.phase = covered.phase
            and rows_of_fact.scope = covered.scope
    union all
    select
        covered.unit_id,
        covered.fiscal_year,
        covered.phase,
        covered.scope,
        {% for name, expression in own.items() -%}
        {{ expression }} as {{ name }},
        {% endfor -%}
        covered.rest_yuan as amount_yuan,
        {{ money('covered.rest_yuan - covered.slack_yuan') }} as amount_low_yuan,
        {{ money('covered.rest_yuan + covered.slack_yuan') }} as amount_high_yuan,
        'derived' as basis,
        covered.known_coverage as coverage,
        covered.rounding_unit_yuan,
        covered.document_id,
        covered.evidence_amount_id,
        covered.evidence_statement_id
    from covered
    where covered.has_rest
    {%- if takes_totals %}
    union all
    select
        totals.unit_id,
        totals.fiscal_year,
        totals.phase,
        totals.scope,
        {% for name, expression in own.items() -%}
        {{ expression }} as {{ name }},
        {% endfor -%}
        totals.amount_yuan,
        totals.amount_low_yuan,
        totals.amount_high_yuan,
        totals.basis,
        'total_only' as coverage,
        totals.rounding_unit_yuan,
        totals.document_id,
        totals.evidence_amount_id,
        totals.evidence_statement_id
    from totals
    left join told
        on
            totals.unit_id = told.unit_id
            and totals.fiscal_year = told.fiscal_year
            and totals.phase = told.phase
    where
        told.unit_id is null
        and totals.is_best_source
        and totals.is_widest_scope
        -- that one fund has nothing does not tell what the unit has
        and totals.scope not in ('government_fund', 'state_capital')
    {%- endif %}
)
{%- endmacro %}

{#- The first of ids in one text. -#}
{% macro tidy_first(ids) -%}
    {{ dbt.split_part(ids, "' '", 1) }}
{%- endmacro %}
