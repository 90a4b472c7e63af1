{#- Every fact of a document, phase and scope beside the total that its source table prints:
    1 expenditure of the year, where it is printed apart from balances carried on, which are none;
    2 the total rows, or the unit's row where that is the only one;
    3 the sum of the partial totals of a table that prints no total.
    The difference is that from the first of these; a fact is within the printed precision if it
    agrees with any of them (a source may print two totals that contradict each other). Nulls where
    a table prints none. -#}
{% macro fact_against_printed_total() %}
with

chosen as (
    select
        fact,
        document_id,
        phase,
        scope,
        table_index,
        case when fact = 'revenue' then 'revenue' else 'expenditure' end as side,
        sum(amount_yuan) as fact_yuan,
        sum(rounding_unit_yuan) as fact_unit_yuan
    from {{ ref('int_amounts__chosen') }}
    group by fact, document_id, phase, scope, table_index
),

evidence as (
    select
        document_id,
        table_index,
        phase,
        coalesce(side, 'expenditure') as side,
        row_no,
        amount_yuan,
        rounding_unit_yuan,
        case
            when line_code = 'current_expenditure' then 1
            when row_kind in ('total', 'unit') or table_type = 'three_public' then 2
            else 3
        end as kind
    from {{ ref('int_amounts__classified') }}
    where
        (measure = 'total' or table_classification = 'economic')
        and (
            row_kind in ('total', 'unit', 'subtotal')
            or table_type = 'three_public'
            or line_code in ('carryover', 'opening_balance', 'use_of_surplus')
        )
        and (measure = 'total' or row_kind = 'subtotal')
),

ranked as (
    select
        evidence.*,
        min(kind) over (
            partition by document_id, table_index, phase, side
        ) as best_kind,
        row_number() over (
            partition by document_id, table_index, phase, side
            order by kind, row_no
        ) as place
    from evidence
),

candidates as (
    select
        document_id,
        table_index,
        phase,
        side,
        amount_yuan,
        rounding_unit_yuan,
        place
    from ranked
    where kind < 3
    union all
    select
        document_id,
        table_index,
        phase,
        side,
        sum(amount_yuan) as amount_yuan,
        sum(rounding_unit_yuan) as rounding_unit_yuan,
        1 as place
    from ranked
    where best_kind = 3
    group by document_id, table_index, phase, side
)

select
    chosen.fact,
    chosen.document_id,
    chosen.phase,
    chosen.scope,
    chosen.table_index,
    chosen.fact_yuan,
    sum(case when candidates.place = 1 then candidates.amount_yuan end) as printed_yuan,
    chosen.fact_yuan - sum(case when candidates.place = 1 then candidates.amount_yuan end)
        as difference_yuan,
    max(
        case
            when
                {{ sums_agree(
                    'candidates.amount_yuan', 'candidates.rounding_unit_yuan',
                    'chosen.fact_yuan', 'chosen.fact_unit_yuan',
                ) }}
                then 1
            else 0
        end
    ) = 1 as is_within_precision
from chosen
left join candidates
    on
        chosen.document_id = candidates.document_id
        and chosen.table_index = candidates.table_index
        and chosen.phase = candidates.phase
        and chosen.side = candidates.side
group by
    chosen.fact,
    chosen.document_id,
    chosen.phase,
    chosen.scope,
    chosen.table_index,
    chosen.fact_yuan
{% endmacro %}
