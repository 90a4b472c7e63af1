-- What the text says is bought from some suppliers is no more than what it says is bought in all
-- (seed parts_at_most). A whole that the text gives in two ways, and a statement that another
-- contradicts, say nothing.
-- Grain: one row per statement that is a part, and kind of part.
with

statements as (
    select
        *,
        {{ interval_low('amount_yuan', 'rounding_unit_yuan') }} as low,
        {{ interval_high('amount_yuan', 'rounding_unit_yuan') }} as high
    from {{ ref('int_statements__resolved') }}
    where
        source = 'narrative' and metric = 'amount' and bound = 'exact'
        and amount_yuan is not null and fiscal_year = document_year
        and coalesce(reason_unused, '') <> 'contradicted'
),

pairs as (
    select
        parts.document_id, parts.statement_id, bounds.bound_id,
        min(parts.subject) as subject,
        min(parts.line) as line,
        min(parts.printed_text) as printed_text,
        min(parts.low) as low,
        min(wholes.printed_text) as expected_text,
        min(wholes.amount_yuan) as whole,
        max(wholes.amount_yuan) as other_whole,
        max(wholes.high) as high,
        min(wholes.statement_id) as whole_id
    from statements as parts
    inner join {{ ref('parts_at_most') }} as bounds on parts.subject like bounds.part_pattern
    inner join statements as wholes
        on
            {{ same('parts', 'wholes', ['document_id', 'phase']) }}
            and parts.statement_id <> wholes.statement_id
            and coalesce(bounds.whole_pattern, '') = case
                when bounds.whole_pattern is null then ''
                when wholes.subject like bounds.whole_pattern then bounds.whole_pattern
                else '-'
            end
            and coalesce(bounds.whole_item, '') = case
                when bounds.whole_item is null then ''
                when wholes.item_type = 'procurement' then wholes.item
                else '-'
            end
    where bounds.part_not_like is null or parts.subject not like bounds.part_not_like
    group by parts.document_id, parts.statement_id, bounds.bound_id
),

final as (
    select
        'part_above_whole' as rule_id, 'narrative_sum' as check_class, document_id,
        concat(statement_id, '|', bound_id) as place_key,
        subject as label, line, printed_text, expected_text,
        case
            when whole <> other_whole then 'not_checkable'
            when low > high then 'differs'
            else 'agrees'
        end as status,
        concat(statement_id, ' ', whole_id) as figure_ids
    from pairs
)

select * from final
