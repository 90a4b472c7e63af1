-- The totals that tables print, one for each measure: the row of the year's expenditure where
-- balances carried on are printed apart, else the total row, else the unit's, else a partial
-- total. A printed total stands here even where its table's lines do not add up to it.
-- Where the total row of a form prints no basic or no project expenditure, or no total of the three
-- public expenses, it is what the row's parts add up to, if nothing is left out.
-- Grain: one row per document, unit, fiscal year, phase, scope and measure.
{%- set funds = "'general_public_budget', 'government_fund', 'state_capital'" %}
with

evidence as (
    select * from {{ ref('int_totals__evidence') }}
),

lines as (
    select distinct
        line_id,
        document_id,
        unit_id,
        is_listed,
        fiscal_year,
        phase,
        scope,
        table_index,
        table_type,
        table_classification,
        fact,
        priority,
        side,
        line_code,
        row_kind
    from evidence
),

printed as (
    select
        line_id,
        spending_nature,
        measure,
        min(row_no) as row_no,
        min(column_no) as column_no,
        -- groups of columns for this year's money and for what was carried over print both
        {{ money('sum(amount_yuan)') }} as amount_yuan,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        {{ money('sum(rounding_unit_yuan)') }} as sum_unit_yuan,
        min(amount_id) as amount_id
    from evidence
    group by line_id, spending_nature, measure, fund_source
),

-- a line that prints no total (no basic, no project) but all parts of it
wholes as (
    select distinct
        whole,
        priority,
        part
    from {{ ref('measure_parts') }}
    where
        (whole in ('basic', 'project') and part_set in ('basic', 'projects', 'nature_by_fund'))
        or (whole = 'total' and part_set = 'funds' and part in ({{ funds }}))
),

-- the parts of basic and project expenditure are all there where the line adds up from them
added_up as (
    select
        line_id,
        max(case when measure = 'total' then 1 else 0 end) as has_total
    from printed
    group by line_id
    having
        max(case when measure = 'total' then 1 else 0 end) = 0
        or {{ sums_agree(
            "sum(case when measure = 'total' then amount_yuan else 0 end)",
            "sum(case when measure = 'total' then sum_unit_yuan else 0 end)",
            "sum(case when spending_nature <> 'unsplit' then amount_yuan else 0 end)",
            "sum(case when spending_nature <> 'unsplit' then sum_unit_yuan else 0 end)",
        ) }}
),

summed as (
    select
        printed.line_id,
        case when wholes.whole = 'total' then 'unsplit' else wholes.whole end as spending_nature,
        wholes.whole as measure,
        min(printed.row_no) as row_no,
        min(printed.column_no) as column_no,
        {{ money('sum(printed.amount_yuan)') }} as amount_yuan,
        max(printed.rounding_unit_yuan) as rounding_unit_yuan,
        min(printed.amount_id) as amount_id,
        wholes.priority as whole_priority
    from printed
    inner join lines on printed.line_id = lines.line_id
    inner join wholes on printed.measure = wholes.part
    inner join added_up on printed.line_id = added_up.line_id
    left join printed as known
        on
            printed.line_id = known.line_id
            and wholes.whole = known.measure
    where
        known.line_id is null
        and case
            when wholes.whole = 'total' then lines.fact = 'three_public'
            else lines.fact = 'functional_expenditure' and added_up.has_total = 1
        end
    group by printed.line_id, wholes.whole, wholes.priority
),

unioned as (
    {% for relation, priority in [('printed', '0'), ('summed', 'whole_priority')] -%}
        select
            line_id,
            spending_nature,
            measure,
            row_no,
            column_no,
            amount_yuan,
            rounding_unit_yuan,
            amount_id,
            {{ priority }} as whole_priority
        from {{ relation }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

candidates as (
    select
        lines.*,
        unioned.row_no,
        unioned.column_no,
        unioned.amount_yuan,
        unioned.rounding_unit_yuan,
        unioned.amount_id,
        unioned.whole_priority,
        case
            when lines.table_type = 'procurement' then 'procurement'
            when lines.fact = 'three_public' then 'three_public'
            when lines.side = 'revenue' then 'total_revenue'
            when unioned.spending_nature <> 'unsplit' then unioned.spending_nature
            else 'total_expenditure'
        end as total_measure,
        case
            when lines.line_code = 'current_expenditure' then 1
            when lines.row_kind = 'total' or lines.fact = 'three_public' then 2
            when lines.row_kind = 'unit' then 3
            else 4
        end as evidence_rank
    from unioned
    inner join lines on unioned.line_id = lines.line_id
    where
        unioned.measure = 'total'
        or (
            lines.row_kind <> 'line'
            and unioned.measure in ('basic', 'project', 'personnel', 'public')
        )
),

ranked as (
    select
        *,
        row_number() over (
            partition by document_id, unit_id, fiscal_year, phase, scope, total_measure
            order by
                evidence_rank,
                case when table_classification = 'economic' then 2 else 1 end,
                coalesce(priority, 9),
                table_index,
                whole_priority,
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
        is_listed,
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
