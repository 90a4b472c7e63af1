-- Terms of what a filing prints against what another filing of the unit says of it without
-- printing it: a budget implied by a rate of completion, a year before derived from a change. The
-- part is the interval that the other filing's print allows. Only like is held against like: same
-- year, phase, scope and item; a total with balances against such a total, and none of expenditure
-- where either filing tells of balances carried on that may or may not be in it. Of the places
-- where a filing prints an amount, tables go first, then the finest.
-- Grain: one row per amount printed, other filing and statement of it, and role.
with

years as (
    select * from {{ ref('int_years__derived') }}
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

with_balances as (
    select distinct document_id
    from years
    where item_type = 'closing'
),

named as (
    select
        years.*,
        case
            when years.contains_balances then 'total_with_balances'
            when years.item_type = 'total_measure' and years.item = 'total'
                then 'total_' || years.side
            when years.item = 'unsplit' then years.item_type
            else years.item
        end as item_key,
        case
            when years.item_type = 'total_measure' or years.item = 'unsplit' then 'unit_total'
            else years.item_type
        end as item_kind
    from years
    left join with_balances on years.document_id = with_balances.document_id
    where
        with_balances.document_id is null
        or years.item_type <> 'total_measure'
        or years.item <> 'total'
),

told as (
    select
        *,
        row_number() over (
            partition by
                document_id, unit_id, fiscal_year, phase, scope, item_kind, item_key, side, basis
            order by rounding_unit_yuan, statement_no, year_id
        ) as choice
    from named
    where basis <> 'text'
),

-- a line that several rows of a table make is their sum
lines as (
    select
        places.document_id,
        documents.unit_id,
        documents.fiscal_year,
        places.phase,
        places.scope,
        case when places.place_kind = 'code' then 'functional_expenditure' else 'revenue_source' end
            as item_kind,
        places.place as item_key,
        places.side,
        places.table_index,
        min(places.line) as line,
        min(heads.label) as label,
        min(places.figure_id) as figure_id,
        sum(places.value) as value,
        sum(places.low) as low,
        sum(places.high) as high
    from {{ ref('int_checks__places') }} as places
    inner join documents on places.document_id = documents.document_id
    inner join {{ ref('int_checks__lines_printed') }} as heads
        on places.line_key = heads.line_key
    inner join {{ ref('table_roles') }} as sources
        on
            places.table_type = sources.table_type
            and places.side = sources.side
            and (
                places.place_kind = 'code' and sources.fact = 'functional_expenditure'
                or places.place_kind = 'line' and sources.fact = 'revenue'
            )
    where places.measure = 'total'
    group by
        places.document_id,
        documents.unit_id,
        documents.fiscal_year,
        places.phase,
        places.scope,
        places.place_kind,
        places.place,
        places.side,
        places.table_index
),

printed as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        item_kind,
        item_key,
        side,
        1 as basis_rank,
        table_index,
        line,
        label,
        figure_id,
        value,
        low,
        high,
        'yuan' as value_unit
    from lines
    union all
    select
        totals.document_id,
        totals.unit_id,
        totals.fiscal_year,
        totals.phase,
        totals.scope,
        'unit_total' as item_kind,
        totals.measure as item_key,
        case when totals.measure = 'total_revenue' then 'revenue' else 'expenditure' end as side,
        1 as basis_rank,
        amounts.table_index,
        amounts.line,
        amounts.label,
        {{ amount_term('totals') }},
        'yuan' as value_unit
    from {{ ref('int_totals__printed') }} as totals
    inner join amounts on totals.amount_id = amounts.amount_id
    where not totals.is_listed
    union all
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        'three_public' as item_kind,
        three_public_category as item_key,
        'expenditure' as side,
        1 as basis_rank,
        table_index,
        line,
        label,
        {{ amount_term('amounts') }},
        'yuan' as value_unit
    from amounts
    where
        fact = 'three_public' and three_public_category is not null and amount_yuan is not null
    union all
    select
        named.document_id,
        named.unit_id,
        named.fiscal_year,
        named.phase,
        named.scope,
        named.item_kind,
        named.item_key,
        named.side,
        2 as basis_rank,
        cast(null as integer) as table_index,
        statements.line,
        named.subject as label,
        named.evidence_statement_ids as figure_id,
        {{ quantity('named.amount_yuan') }} as value,
        {{ quantity('named.low_yuan') }} as low,
        {{ quantity('named.high_yuan') }} as high,
        'yuan' as value_unit
    from named
    inner join {{ ref('stg_raw__statements') }} as statements
        on named.evidence_statement_ids = statements.statement_id
    where named.basis = 'text'
),

meetings as (
    select
        printed.document_id,
        printed.table_index,
        printed.phase,
        printed.item_kind,
        printed.item_key,
        printed.label,
        printed.line,
        printed.figure_id,
        printed.value,
        printed.low,
        printed.high,
        told.basis,
        told.evidence_statement_ids,
        told.amount_yuan as told_yuan,
        told.low_yuan as told_low_yuan,
        told.high_yuan as told_high_yuan,
        told.year_id,
        row_number() over (
            partition by printed.document_id, told.year_id
            order by
                printed.basis_rank,
                printed.high - printed.low,
                printed.table_index,
                printed.line,
                printed.figure_id
        ) as choice
    from printed
    inner join told
        on
            printed.unit_id = told.unit_id
            and printed.fiscal_year = told.fiscal_year
            and printed.phase = told.phase
            and printed.scope = told.scope
            and printed.item_kind = told.item_kind
            and printed.item_key = told.item_key
            and printed.side = told.side
    where
        told.choice = 1
        and printed.document_id <> told.document_id
        and (
            told.item_key <> 'total_expenditure'
            or not exists (
                select 1
                from {{ ref('int_totals__carried') }} as carried
                where
                    printed.document_id = carried.document_id
                    and printed.phase = carried.phase
                    and printed.scope = carried.scope
                    and carried.side = 'expenditure'
            )
        )
),

pairs as (
    select * from meetings
    where choice = 1
),

roles as (
    select 'printed' as term_role
    union all
    select 'part' as term_role
),

class_terms as (
    select
        'printed_in_' || pairs.basis as rule_id,
        'revision' as check_class,
        pairs.document_id,
        pairs.year_id as place_key,
        pairs.table_index,
        pairs.phase,
        case when pairs.item_kind = 'functional_expenditure' then pairs.item_key end as code,
        pairs.label,
        case when pairs.item_kind = 'functional_expenditure' then 'total' else pairs.item_key end
            as measure,
        pairs.line,
        roles.term_role,
        1 as weight,
        case
            when roles.term_role = 'printed' then pairs.figure_id
            else pairs.evidence_statement_ids
        end as figure_id,
        case
            when roles.term_role = 'printed' then pairs.value
            else {{ quantity('pairs.told_yuan') }}
        end as value,
        case
            when roles.term_role = 'printed' then pairs.low
            else {{ quantity('pairs.told_low_yuan') }}
        end as low,
        case
            when roles.term_role = 'printed' then pairs.high
            else {{ quantity('pairs.told_high_yuan') }}
        end as high,
        'yuan' as value_unit
    from pairs
    cross join roles
)

select * from class_terms
