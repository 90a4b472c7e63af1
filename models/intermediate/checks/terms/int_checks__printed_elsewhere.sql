-- Terms of what a filing prints against what another filing of the unit says of it without
-- printing it: a budget implied by a rate of completion, a year before derived from a change. The
-- part is the interval that the other filing's print allows. Only like is held against like: same
-- year, phase, scope and item; a total with balances against such a total, and none of expenditure
-- where either filing tells of balances carried on that may or may not be in it. Of the places
-- where a filing prints an amount, tables go first, then the finest.
-- Grain: one row per amount printed, other filing and statement of it, and role.
{%- set like = ['unit_id', 'fiscal_year', 'phase', 'scope', 'item_kind', 'item_key', 'side'] %}
{%- set place = ['table_index', 'line', 'label'] %}
with

years as (
    select
        *,
        max(case when item_type = 'closing' then 1 else 0 end) over (partition by document_id)
            as has_closing
    from {{ ref('int_years__derived') }}
    where document_is_current and amount_yuan is not null and rounding_unit_yuan is not null
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
    where is_current
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where is_current and year_printed is null and shown_by is null
),

named as (
    select
        *,
        case
            when contains_balances then 'total_with_balances'
            when item_type = 'total_measure' and item = 'total' then 'total_' || side
            when item = 'unsplit' then item_type
            else item
        end as item_key, case
            when item_type = 'total_measure' or item = 'unsplit' then 'unit_total'
            else item_type
        end as item_kind
    from years
    where has_closing = 0 or item_type <> 'total_measure' or item <> 'total'
),

told as (
    select
        {{ like | join(', ') }}, document_id, basis, year_id,
        evidence_statement_ids as told_id,
        {% for end, name in {'value': 'amount', 'low': 'low', 'high': 'high'}.items() -%}
            {{ quantity(name ~ '_yuan') }} as told_{{ end }},
        {% endfor -%}
        row_number() over (
            partition by document_id, {{ like | join(', ') }}, basis
            order by rounding_unit_yuan, statement_no, year_id
        ) as choice
    from named
    where basis <> 'text'
),

-- a line that several rows of a table make is their sum
lines as (
    select
        {{ columns_of('places', ['document_id', 'phase', 'scope', 'side', 'table_index']) }},
        documents.unit_id, documents.fiscal_year,
        case when places.place_kind = 'code' then 'functional_expenditure' else 'revenue_source' end
            as item_kind,
        places.place as item_key,
        min(places.line) as line, min(heads.label) as label, min(places.figure_id) as figure_id,
        sum(places.value) as value, sum(places.low) as low, sum(places.high) as high
    from {{ ref('int_checks__places') }} as places
    inner join documents on places.document_id = documents.document_id
    inner join {{ ref('int_checks__lines_printed') }} as heads on places.line_key = heads.line_key
    inner join {{ ref('table_roles') }} as sources
        on
            {{ same('places', 'sources', ['table_type', 'side']) }}
            and (
                places.place_kind = 'code' and sources.fact = 'functional_expenditure'
                or places.place_kind = 'line' and sources.fact = 'revenue'
            )
    where places.measure = 'total'
    group by
        places.document_id, documents.unit_id, documents.fiscal_year, places.place_kind,
        {{ columns_of('places', ['phase', 'scope', 'place', 'side', 'table_index']) }}
),

printed as (
    select
        {{ columns_of('lines', ['document_id'] + like) }}, 1 as basis_rank,
        {{ columns_of('lines', place) }}, {{ figure_of('lines') }}
    from lines
    union all
    select
        totals.document_id, {{ columns_of('totals', like[:4]) }},
        'unit_total' as item_kind, totals.measure as item_key,
        case when totals.measure = 'total_revenue' then 'revenue' else 'expenditure' end as side,
        1 as basis_rank, {{ columns_of('amounts', place) }}, {{ amount_term('totals') }}
    from {{ ref('int_totals__printed') }} as totals
    inner join amounts on totals.amount_id = amounts.amount_id
    where not totals.is_listed
    union all
    select
        document_id, {{ like[:4] | join(', ') }},
        'three_public' as item_kind, three_public_category as item_key, 'expenditure' as side,
        1 as basis_rank, {{ place | join(', ') }}, {{ amount_term('amounts') }}
    from amounts
    where fact = 'three_public' and three_public_category is not null and amount_yuan is not null
    union all
    select
        named.document_id, {{ columns_of('named', like) }}, 2 as basis_rank,
        null as table_index, statements.line, named.subject as label,
        named.evidence_statement_ids as figure_id,
        {{ quantity('named.amount_yuan') }} as value,
        {{ quantity('named.low_yuan') }} as low,
        {{ quantity('named.high_yuan') }} as high
    from named
    inner join {{ ref('stg_raw__statements') }} as statements
        on named.evidence_statement_ids = statements.statement_id
    where named.basis = 'text'
),

pairs as (
    select
        {{ columns_of('printed', ['document_id', 'phase'] + place) }},
        'printed_in_' || told.basis as rule_id,
        told.year_id, {{ columns_of('told', ['told_id', 'told_value', 'told_low', 'told_high']) }},
        printed.figure_id as printed_id, printed.value as printed_value,
        printed.low as printed_low, printed.high as printed_high,
        case when printed.item_kind = 'functional_expenditure' then printed.item_key end as code,
        case
            when printed.item_kind = 'functional_expenditure' then 'total' else printed.item_key
        end as measure,
        row_number() over (
            partition by printed.document_id, told.year_id
            order by
                printed.basis_rank, printed.high - printed.low,
                {{ columns_of('printed', ['table_index', 'line', 'figure_id']) }}
        ) as choice
    from printed
    inner join told on {{ same('printed', 'told', like) }}
    left join {{ ref('int_totals__carried') }} as carried
        on
            {{ same('printed', 'carried', ['document_id', 'phase', 'scope']) }}
            and carried.side = 'expenditure'
            and told.item_key = 'total_expenditure'
    where
        told.choice = 1
        and printed.document_id <> told.document_id
        and carried.document_id is null
),

chosen as (
    select * from pairs
    where choice = 1
),

final as (
    {{ sides_of('chosen', [
        'rule_id', "'revision' as check_class", 'document_id', 'year_id as place_key', 'phase',
        'code', 'measure',
    ] + place, printed='printed', part='told') }}
)

select * from final
