-- The sets of figures that may be compared: what is known of a unit, year, phase and scope. Whether
-- two of them are like for like depends on a few attributes of each: its signature. Sets are as
-- many as the filings give, signatures as few as the words for them; pairs of sets grow with the
-- square (cmp_comparability), pairs of signatures do not (cmp_comparability_verdict).
-- Grain: one row per unit, fiscal year, phase and scope.
with

items as (
    select * from {{ ref('cmp_item') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

-- a document that does not say whose figures it adds up is taken for one of a single unit
departments as (
    select * from {{ ref('dim_document') }}
    where reporting_level = 'department'
),

described as (
    select
        items.unit_id,
        items.fiscal_year,
        items.phase,
        items.scope,
        min({{ basis_rank('items.basis') }}) as best_rank,
        coalesce(
            max(
                case when items.item_type like 'functional%' then items.coverage end
            ),
            'total_only'
        ) as coverage,
        max(departments.reporting_level) as reporting_level
    from items
    left join departments on items.document_id = departments.document_id
    where items.item_type like 'functional%' or items.item = 'current_expenditure'
    group by items.unit_id, items.fiscal_year, items.phase, items.scope
),

sets as (
    select
        described.*,
        units.admin_level,
        case described.best_rank
            when 1 then 'table'
            when 2 then 'text'
            when 3 then 'derived'
            else 'implied'
        end as basis
    from described
    inner join units on described.unit_id = units.unit_id
),

final as (
    select
        {{ surrogate_key(['unit_id', 'fiscal_year', 'phase', 'scope']) }} as set_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        basis,
        coverage,
        admin_level,
        reporting_level,
        {% for attribute in signature_attributes() -%}
            {% if not loop.first %}|| '|' || {% endif %}coalesce({{ attribute }}, '')
        {% endfor -%}
            as signature
    from sets
)

select * from final
