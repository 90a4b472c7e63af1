-- Terms of the formulas that a form prints under its table: a formula over numbered rows (行次) holds
-- in each column, one over numbered columns (栏次) in each row. A blank counts as nothing; a formula
-- whose result and operands are all blank in a place says nothing there.
-- Grain: one row per formula, place and amount that takes part.
{%- set formula = ['document_id', 'table_index', 'formula_no', 'axis', 'printed_text'] %}
with

formulas as (select * from {{ ref('stg_raw__formulas') }}),

amounts as (
    select classified.*, numbers.form_row_no, numbers.form_column_no
    from {{ ref('int_amounts__classified') }} as classified
    inner join {{ ref('stg_raw__amounts') }} as numbers
        on classified.amount_id = numbers.amount_id
    where
        classified.amount_yuan is not null
        and classified.document_id in (select formulas.document_id from formulas)
),

numbers as (
    select distinct
        {{ formula | join(', ') }}, result_no as form_no, 'printed' as term_role, 1 as weight
    from formulas
    union all
    select {{ formula | join(', ') }}, operand_no as form_no, 'part' as term_role, weight
    from formulas
),

-- the place is named by its result, or where that is blank by its first operand
terms as (
    select
        {{ columns_of('numbers', formula + ['term_role', 'weight']) }},
        case when numbers.axis = 'row' then amounts.column_no else amounts.row_no end as place,
        {{ columns_of('amounts', ['phase', 'code', 'label', 'measure', 'line']) }},
        {{ amount_term('amounts') }},
        row_number() over (
            partition by
                {{ columns_of('numbers', formula[:3]) }},
                case when numbers.axis = 'row' then amounts.column_no else amounts.row_no end
            order by case numbers.term_role when 'printed' then 0 else 1 end, numbers.form_no
        ) as rank_in_place
    from numbers
    inner join amounts
        on
            {{ same('numbers', 'amounts', ['document_id', 'table_index']) }}
            and case
                when numbers.axis = 'row' then amounts.form_row_no else amounts.form_column_no
            end
            = numbers.form_no
),

heads as (
    select * from terms
    where rank_in_place = 1
),

final as (
    select
        'formula_' || terms.axis as rule_id,
        case when heads.term_role = 'printed' then 'printed_formula' else 'missing_amount' end
            as check_class,
        terms.document_id,
        cast(terms.table_index as {{ dbt.type_string() }})
        || ' ' || cast(terms.formula_no as {{ dbt.type_string() }})
        || ' ' || cast(terms.place as {{ dbt.type_string() }}) as place_key,
        terms.table_index, heads.phase,
        case when terms.axis = 'column' or heads.term_role = 'printed' then heads.code end as code,
        coalesce(heads.label || ' ', '') || terms.printed_text as label,
        heads.measure, heads.line, terms.term_role, terms.weight, {{ figure_of('terms') }},
        'yuan' as value_unit
    from terms
    inner join heads
        on {{ same('terms', 'heads', ['document_id', 'table_index', 'formula_no', 'place']) }}
)

select * from final
