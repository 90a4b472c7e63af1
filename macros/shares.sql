{#-
  Common table expressions that roll a fact of leaves up to every level of its classification:
  `shares` has one row per unit, year, phase, scope, document and code of any level, with the total
  that the shares are of, and the code's name and level in that year, which are the unit's own where
  the register does not know the code.
    classification:  functional or economic
    register:        the seed with the classification
    fact:            the fact, whose current rows count
    code:            the fact's column with the code, named alike in the register
    measures:        what is summed up: expressions over the rows of `expenditure` by name
    told:            columns of the fact that are one for all rows of a unit, year, phase and scope
    named:           what the register says of a code
-#}
{% macro shares_by_class(classification, register, fact, code, measures, told, named) -%}
expenditure as (
    select * from {{ ref(fact) }}
    where is_best_source
),

classes as (
    select * from {{ ref(register) }}
),

-- the unit's own names of codes that the register does not know
printed_classes as (
    select * from {{ ref('int_classes__printed') }}
    where classification = '{{ classification }}'
),

digits as (
    select 3 as code_length
    union all
    select 5 as code_length
    union all
    select 7 as code_length
),

totals as (
    select
        unit_id,
        fiscal_year,
        phase,
        scope,
        sum(amount_yuan) as total_yuan
    from expenditure
    group by unit_id, fiscal_year, phase, scope
),

rolled_up as (
    select
        expenditure.unit_id,
        expenditure.fiscal_year,
        expenditure.phase,
        expenditure.scope,
        expenditure.document_id,
        {% for column in told -%}
        expenditure.{{ column }},
        {% endfor -%}
        substr(expenditure.{{ code }}, 1, digits.code_length) as {{ code }},
        {% for name, expression in measures.items() -%}
        {{ expression }} as {{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from expenditure
    inner join digits on length(expenditure.{{ code }}) >= digits.code_length
    group by
        expenditure.unit_id,
        expenditure.fiscal_year,
        expenditure.phase,
        expenditure.scope,
        expenditure.document_id,
        {% for column in told -%}
        expenditure.{{ column }},
        {% endfor -%}
        substr(expenditure.{{ code }}, 1, digits.code_length)
),

shares as (
    select
        rolled_up.*,
        {% for name in named -%}
        coalesce(
            classes.{{ name }},
            printed_classes.{{ name }}
            {%- if name == 'level' %},
            {{ level_of('rolled_up.' ~ code, classification == 'functional') }}
            {%- endif %}
        ) as {{ name }},
        {% endfor -%}
        totals.total_yuan,
        {{ percent('rolled_up.amount_yuan', 'totals.total_yuan') }} as share_percent
    from rolled_up
    inner join totals
        on
            rolled_up.unit_id = totals.unit_id
            and rolled_up.fiscal_year = totals.fiscal_year
            and rolled_up.phase = totals.phase
            and rolled_up.scope = totals.scope
    left join classes
        on
            rolled_up.{{ code }} = classes.{{ code }}
            and {{ is_valid_in('classes', 'rolled_up.fiscal_year') }}
    left join printed_classes
        on
            rolled_up.unit_id = printed_classes.unit_id
            and rolled_up.fiscal_year = printed_classes.fiscal_year
            and rolled_up.{{ code }} = printed_classes.code
)
{%- endmacro %}
