-- The totals that tables print, one for each measure: the row of the year's expenditure where
-- balances carried on are printed apart, else the total row, else the unit's, else a partial
-- total. A printed total stands here even where its table's lines do not add up to it.
-- Where the total row of a form prints no basic or no project expenditure, or no total of the three
-- public expenses, it is what the row's parts add up to, if nothing is left out.
-- Grain: one row per document, fiscal year, phase, scope and measure.
{%- set funds = "'general_public_budget', 'government_fund', 'state_capital'" %}
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

-- summaries whose lines 基本支出 and 项目支出, once each, make up the expenditure; under one class
-- of several they would be parts of it
split_by_nature as (
    select
        document_id,
        table_index,
        fiscal_year,
        phase
    from amounts
    where
        fact = 'functional_expenditure'
        and side = 'expenditure'
        and measure = 'total'
        and line_code in ('basic', 'project', 'current_expenditure', 'total')
        and amount_yuan is not null
    group by document_id, table_index, fiscal_year, phase
    having
        count(*) = count(distinct line_code)
        and {{ sums_agree(
            "coalesce(max(case when line_code = 'current_expenditure' then amount_yuan end),"
            " max(case when line_code = 'total' then amount_yuan end))",
            "max(rounding_unit_yuan)",
            "sum(case when line_code in ('basic', 'project') then amount_yuan end)",
            "sum(case when line_code in ('basic', 'project') then rounding_unit_yuan end)",
        ) }}
),

marked as (
    select
        amounts.*,
        split_by_nature.document_id is not null as is_split_by_nature
    from amounts
    left join split_by_nature
        on
            amounts.document_id = split_by_nature.document_id
            and amounts.table_index = split_by_nature.table_index
            and amounts.fiscal_year = split_by_nature.fiscal_year
            and amounts.phase = split_by_nature.phase
            and amounts.side = 'expenditure'
),

printed as (
    select
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        table_index,
        table_type,
        table_classification,
        classification,
        fact,
        priority,
        side,
        line_id,
        line_code,
        row_kind,
        spending_nature,
        measure,
        fund_source,
        min(row_no) as row_no,
        min(column_no) as column_no,
        -- groups of columns for this year's money and for what was carried over print both
        {{ money('sum(amount_yuan)') }} as amount_yuan,
        max(rounding_unit_yuan) as rounding_unit_yuan,
        {{ money('sum(rounding_unit_yuan)') }} as sum_unit_yuan,
        min(amount_id) as amount_id
    from marked
    where
        amount_yuan is not null
        and scope is not null -- a table of no type has none
        and (
            row_kind in ('total', 'unit')
            or (fact = 'three_public' and row_kind = 'line')
            or (row_kind = 'subtotal' and classification = 'economic')
            or line_code in ('current_expenditure', 'current_revenue')
            or (
                line_code in ('basic', 'project')
                and (fact = 'economic_expenditure' or is_split_by_nature)
            )
        )
        and (
            fact in ('functional_expenditure', 'economic_expenditure', 'revenue', 'three_public')
            or table_type = 'procurement'
            or spending_nature = 'project'
        )
    group by
        document_id,
        unit_id,
        fiscal_year,
        phase,
        scope,
        table_index,
        table_type,
        table_classification,
        classification,
        fact,
        priority,
        side,
        line_id,
        line_code,
        row_kind,
        spending_nature,
        measure,
        fund_source
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
        printed.document_id,
        printed.unit_id,
        printed.fiscal_year,
        printed.phase,
        printed.scope,
        printed.table_index,
        printed.table_type,
        printed.table_classification,
        printed.classification,
        printed.fact,
        printed.priority,
        printed.side,
        printed.line_id,
        printed.line_code,
        printed.row_kind,
        case when wholes.whole = 'total' then 'unsplit' else wholes.whole end as spending_nature,
        wholes.whole as measure,
        min(printed.row_no) as row_no,
        min(printed.column_no) as column_no,
        {{ money('sum(printed.amount_yuan)') }} as amount_yuan,
        max(printed.rounding_unit_yuan) as rounding_unit_yuan,
        min(printed.amount_id) as amount_id,
        wholes.priority as whole_priority
    from printed
    inner join wholes on printed.measure = wholes.part
    inner join added_up on printed.line_id = added_up.line_id
    left join printed as known
        on
            printed.line_id = known.line_id
            and wholes.whole = known.measure
    where
        known.line_id is null
        and case
            when wholes.whole = 'total' then printed.fact = 'three_public'
            else printed.fact = 'functional_expenditure' and added_up.has_total = 1
        end
    group by
        printed.document_id,
        printed.unit_id,
        printed.fiscal_year,
        printed.phase,
        printed.scope,
        printed.table_index,
        printed.table_type,
        printed.table_classification,
        printed.classification,
        printed.fact,
        printed.priority,
        printed.side,
        printed.line_id,
        printed.line_code,
        printed.row_kind,
        wholes.whole,
        wholes.priority
),

unioned as (
    {% for relation, priority in [('printed', '0'), ('summed', 'whole_priority')] -%}
        select
            document_id,
            unit_id,
            fiscal_year,
            phase,
            scope,
            table_index,
            table_type,
            table_classification,
            classification,
            fact,
            priority,
            side,
            line_code,
            row_kind,
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
    from unioned
    where
        measure = 'total'
        or (row_kind <> 'line' and measure in ('basic', 'project', 'personnel', 'public'))
),

ranked as (
    select
        *,
        row_number() over (
            partition by document_id, fiscal_year, phase, scope, total_measure
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
