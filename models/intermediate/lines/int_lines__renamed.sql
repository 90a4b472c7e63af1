-- Lines whose printed code is of one class and whose name is that of its neighbour, and which are
-- of the class that they name, in facts and text alike. Of classes by function: where the text of
-- the document names the neighbour of the same section too, with an amount of the line, two
-- witnesses speak against the code. Of economic classes: where a document has several lines under
-- codes of other items of their class, it numbers its lines itself; then a line whose name no item
-- bears is of the class alone. Amounts keep the code as printed, and a check reports it.
-- Grain: one row per document, fiscal year, classification, code and label.
{%- set own_numbers = 3 -%} {#- so many are no slip #}
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where mapping_method = 'code'
),

neighbours as (
    select * from {{ ref('int_classes__unioned') }}
    where is_register_name
),

named as (
    select * from {{ ref('int_statements__named') }}
    where classification = 'functional' and metric = 'amount' and not is_ambiguous
),

functional as (
    select
        amounts.document_id,
        amounts.fiscal_year,
        amounts.classification,
        amounts.code,
        amounts.label_key,
        min(neighbours.code) as named_code
    from amounts
    inner join neighbours
        on
            amounts.label_key = neighbours.label_key
            and amounts.code <> neighbours.code
            and length(amounts.code) = length(neighbours.code)
            and substr(amounts.code, 1, 5) = substr(neighbours.code, 1, 5)
            and {{ is_valid_in('neighbours', 'amounts.fiscal_year') }}
    inner join named
        on
            amounts.document_id = named.document_id
            and neighbours.code = named.code
            and amounts.fiscal_year = named.fiscal_year
            and amounts.phase = named.phase
            and amounts.amount_yuan = named.amount_yuan
    where
        amounts.classification = 'functional'
        and neighbours.classification = 'functional'
        and neighbours.level = 'item'
    group by
        amounts.document_id, amounts.fiscal_year, amounts.classification, amounts.code,
        amounts.label_key
    having count(distinct neighbours.code) = 1
),

-- items by economic class, with the item of the same class that bears their name
economic_items as (
    select
        amounts.document_id,
        amounts.fiscal_year,
        amounts.classification,
        amounts.code,
        amounts.label_key,
        min(neighbours.code) as named_code
    from amounts
    left join neighbours
        on
            neighbours.classification = 'economic'
            and amounts.label_key = neighbours.label_key
            and length(neighbours.code) = 5
            and substr(amounts.code, 1, 3) = substr(neighbours.code, 1, 3)
            and {{ is_valid_in('neighbours', 'amounts.fiscal_year') }}
    where amounts.classification = 'economic' and length(amounts.code) = 5
    group by
        amounts.document_id, amounts.fiscal_year, amounts.classification, amounts.code,
        amounts.label_key
),

numbered as (
    select
        document_id,
        fiscal_year
    from economic_items
    group by document_id, fiscal_year
    having count(case when named_code <> code then code end) >= {{ own_numbers }}
),

final as (
    select * from functional
    union all
    select
        economic_items.document_id,
        economic_items.fiscal_year,
        economic_items.classification,
        economic_items.code,
        economic_items.label_key,
        coalesce(economic_items.named_code, substr(economic_items.code, 1, 3)) as named_code
    from economic_items
    inner join numbered
        on
            economic_items.document_id = numbered.document_id
            and economic_items.fiscal_year = numbered.fiscal_year
    where coalesce(economic_items.named_code, '') <> economic_items.code
)

select * from final
