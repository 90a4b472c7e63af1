-- What a fact calls complete adds up to a total that its table prints, or to that of the partial
-- totals where it prints no other, within the printed precision; the lines that close a form belong
-- to its grand total and to no fact. Which rows print a total is what the extracted rows say.
with

facts as (
    {% for fact in ['functional_expenditure', 'economic_expenditure', 'revenue', 'three_public'] -%}
        select
            '{{ fact }}' as fact,
            document_id,
            unit_id,
            table_index,
            fiscal_year,
            phase,
            scope,
            '{{ 'revenue' if fact == 'revenue' else 'expenditure' }}' as side,
            sum(amount_yuan) as fact_yuan,
            -- a row has the units of the amounts that it is the sum of
            sum(rounding_unit_yuan * (length(evidence_amount_ids) + 1) / 33) as fact_unit_yuan
        from {{ ref('fct_' ~ fact) }}
        where basis = 'table' and coverage = 'complete'
        group by document_id, unit_id, table_index, fiscal_year, phase, scope
        union all
    {% endfor -%}
    select
        listed_item_type as fact,
        document_id,
        unit_id,
        table_index,
        fiscal_year,
        phase,
        scope,
        case when listed_item_type = 'revenue' then 'revenue' else 'expenditure' end as side,
        sum(amount_yuan) as fact_yuan,
        sum(rounding_unit_yuan * (length(evidence_amount_ids) + 1) / 33) as fact_unit_yuan
    from {{ ref('fct_listed_unit') }}
    where coverage = 'complete'
    group by document_id, unit_id, table_index, fiscal_year, phase, scope, listed_item_type
),

printed as (
    select
        amounts.document_id,
        amounts.table_index,
        amounts.fiscal_year,
        amounts.phase,
        coalesce(amounts.side, 'expenditure') as side,
        amounts.amount_yuan,
        amounts.rounding_unit_yuan,
        amounts.measure = 'total'
        and (extracted.row_kind in ('total', 'unit') or amounts.line_code = 'current_expenditure')
            as is_total,
        extracted.row_kind = 'subtotal'
        or amounts.line_code in ('carryover', 'opening_balance', 'use_of_surplus')
        or amounts.table_type like '%three_public' as is_partial
    from {{ ref('fct_reported_amount') }} as amounts
    inner join {{ ref('stg_raw__amounts') }} as extracted
        on amounts.amount_id = extracted.amount_id
    where
        amounts.amount_yuan is not null
        and (amounts.measure = 'total' or extracted.row_kind = 'subtotal')
),

totals as (
    select
        document_id,
        table_index,
        fiscal_year,
        phase,
        side,
        amount_yuan,
        rounding_unit_yuan
    from printed
    where is_total
    union all
    select
        document_id,
        table_index,
        fiscal_year,
        phase,
        side,
        sum(case when is_partial then amount_yuan end) as amount_yuan,
        sum(case when is_partial then rounding_unit_yuan end) as rounding_unit_yuan
    from printed
    group by document_id, table_index, fiscal_year, phase, side
    having max(case when is_total then 1 else 0 end) = 0
),

-- what closes the form is a leaf under its own measure where funds have columns
closings as (
    select
        document_id,
        table_index,
        fiscal_year,
        phase,
        coalesce(side, 'expenditure') as side,
        sum(amount_yuan) as closing_yuan,
        sum(rounding_unit_yuan) as closing_unit_yuan
    from {{ ref('fct_reported_amount') }}
    where
        is_leaf
        and line_code in (
            select form.line_code from {{ ref('summary_lines') }} as form
            where form.role = 'closing'
        )
    group by document_id, table_index, fiscal_year, phase, coalesce(side, 'expenditure')
)

select
    facts.document_id,
    facts.unit_id,
    'fct_' || facts.fact as model_name,
    facts.table_index,
    facts.fiscal_year,
    facts.phase,
    facts.scope,
    min(facts.fact_yuan) as fact_yuan,
    max(totals.amount_yuan) as total_yuan
from facts
left join totals
    on
        facts.document_id = totals.document_id
        and facts.table_index = totals.table_index
        and facts.fiscal_year = totals.fiscal_year
        and facts.phase = totals.phase
        and facts.side = totals.side
left join closings
    on
        facts.document_id = closings.document_id
        and facts.table_index = closings.table_index
        and facts.fiscal_year = closings.fiscal_year
        and facts.phase = closings.phase
        and facts.side = closings.side
group by
    facts.document_id,
    facts.unit_id,
    facts.fact,
    facts.table_index,
    facts.fiscal_year,
    facts.phase,
    facts.scope
having
    max(
        case
            when
                {{ sums_agree(
                    'totals.amount_yuan', 'totals.rounding_unit_yuan',
                    'facts.fact_yuan', 'facts.fact_unit_yuan',
                ) }}
                or {{ sums_agree(
                    'totals.amount_yuan', 'totals.rounding_unit_yuan',
                    '(facts.fact_yuan + closings.closing_yuan)',
                    '(facts.fact_unit_yuan + closings.closing_unit_yuan)',
                ) }}
                then 1
            else 0
        end
    ) = 0
