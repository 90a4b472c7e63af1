-- The totals that tables print, one for each measure: the row of the year's expenditure where
-- balances carried on are printed apart, else the total row, else the unit's, else a partial
-- total. A printed total stands here even where its table's lines do not add up to it.
-- Grain: one row per document, phase, scope and measure.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

candidates as (
    select
        *,
        case
            when table_type = 'procurement' then 'procurement'
            when fact = 'three_public' then 'three_public'
            when side = 'revenue' then 'total_revenue'
            when spending_nature <> 'unsplit' then spending_nature
            else 'total_expenditure'
        end as total_measure,
        case
            when line_code = 'current_expenditure' then 1
            when row_kind = 'total' or fact = 'three_public' then 2
            when row_kind = 'unit' then 3
            else 4
        end as evidence_rank
    from amounts
    where
        amount_yuan is not null
        and (
            measure = 'total'
            or (
                row_kind in ('total', 'subtotal', 'unit')
                and measure in ('basic', 'project', 'personnel', 'public')
            )
        )
        and (
            row_kind in ('total', 'unit')
            or (fact = 'three_public' and row_kind = 'line')
            or (row_kind = 'subtotal' and classification = 'economic')
            or line_code in ('current_expenditure', 'current_revenue')
        )
        and (
            fact in ('functional_expenditure', 'economic_expenditure', 'revenue', 'three_public')
            or table_type = 'procurement'
            or spending_nature = 'project'
        )
),

ranked as (
    select
        *,
        row_number() over (
            partition by document_id, phase, scope, total_measure
            order by
                evidence_rank,
                case when table_classification = 'economic' then 2 else 1 end,
                coalesce(priority, 9),
                table_index,
                row_no,
                column_no
        ) as choice
    from candidates
    where
        total_measure in (
            'total_revenue', 'total_expenditure', 'basic', 'project', 'personnel', 'public',
            'three_public', 'procurement'
        )
),

final as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        total_measure as measure,
        amount_yuan,
        rounding_unit_yuan,
        amount_id
    from ranked
    where choice = 1
)

select * from final
