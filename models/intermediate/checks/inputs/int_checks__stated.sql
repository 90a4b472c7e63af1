-- The statements as checks take them: amounts in yuan, rates in percent, scores in points, each
-- with its interval. An amount whose digits are those of the table, or of the same thing said
-- elsewhere, and whose unit of money is another (seed unit_slips), is taken in the unit that was
-- meant, so that one slip is one finding and not one in every sum and share.
-- Grain: one row per statement with a value.
with

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where bound = 'exact' and value is not null
),

unit_slips as (select * from {{ ref('unit_slips') }}),

tied as (
    select
        statement_id, tie_id,
        sum(low) as low,
        sum(high) as high
    from {{ ref('int_checks__text_ties') }}
    where not is_compared
    group by statement_id, tie_id
),

repeated as (
    select
        statements.statement_id,
        {{ interval_low('twins.amount_yuan', 'twins.rounding_unit_yuan') }} as low,
        {{ interval_high('twins.amount_yuan', 'twins.rounding_unit_yuan') }} as high
    from statements
    inner join statements as twins
        on
            {{ same('statements', 'twins', [
                'document_id', 'metric', 'item_type', 'item', 'fiscal_year', 'phase',
            ]) }}
            and statements.statement_id <> twins.statement_id
    -- the smaller unit is the slip: two statements cannot each be the other's measure
    where statements.metric = 'amount' and statements.amount_yuan < twins.amount_yuan
),

references_of_statements as (
    select statement_id, low, high from tied
    union all
    select statement_id, low, high from repeated
),

slips as (
    select
        statements.statement_id,
        max(unit_slips.factor) as slip_factor
    from statements
    inner join references_of_statements
        on statements.statement_id = references_of_statements.statement_id
    cross join unit_slips
    where
        statements.amount_yuan <> 0
        and {{ quantity('statements.amount_yuan * unit_slips.factor') }}
        between references_of_statements.low and references_of_statements.high
    group by statements.statement_id
),

tabled as (
    select
        statements.statement_id,
        min(printed.table_index) as table_index
    from statements
    inner join {{ ref('stg_raw__tables') }} as printed
        on
            statements.document_id = printed.document_id
            and statements.line between printed.line and printed.line_end
    group by statements.statement_id
),

valued as (
    select
        statements.*, tabled.table_index,
        coalesce(slips.slip_factor, 1) as slip_factor,
        case
            when statements.amount_yuan is not null then 'yuan'
            when statements.unit = '%' then 'percent'
            when statements.metric = 'score' then 'points'
            else 'count'
        end as value_unit,
        coalesce(statements.amount_yuan * coalesce(slips.slip_factor, 1), statements.value)
            as meant_value,
        coalesce(
            statements.rounding_unit_yuan * coalesce(slips.slip_factor, 1), statements.value_step
        ) as meant_step
    from statements
    left join slips on statements.statement_id = slips.statement_id
    left join tabled on statements.statement_id = tabled.statement_id
),

final as (
    select
        statement_id as figure_id, document_id, table_index, statement_no, source, project_name,
        project_name_folded, subject, subject_path, part_of, heading, whole, metric, fiscal_year,
        phase,
        coalesce(fact_scope, scope) as scope,
        document_year, document_stage, compared_year, compared_phase, base_statement_id,
        earlier_statement_id, whole_statement_id, classification, code, item_type, item, side,
        tree_path, contains_balances, page, line, value_unit, slip_factor,
        {{ quantity('coalesce(amount_yuan, value)') }} as printed_value,
        {{ quantity('coalesce(rounding_unit_yuan, value_step)') }} as printed_step,
        {{ quantity('meant_value') }} as value,
        {{ quantity('meant_step') }} as step,
        {{ interval_low('meant_value', 'meant_step') }} as low,
        {{ interval_high('meant_value', 'meant_step') }} as high
    from valued
)

select * from final
