-- Lines whose printed code is of one class and whose name is that of its neighbour, and which are
-- of the class that they name, in facts and text alike. Of classes by function: where the text of
-- the document names the neighbour of the same section too, with an amount of the line, two
-- witnesses speak against the code. Of economic classes: where a document has several lines under
-- codes of other items of their class, it numbers its lines itself; then a line whose name no item
-- bears is of the class alone. Amounts keep the code as printed, and a check reports it.
-- Grain: one row per document, fiscal year, classification, code and label.
{%- set own_numbers = 3 -%} {#- so many are not a slip #}
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

-- items with those of the same parent that bear their name, where there is one
beside as (
    select
        amounts.document_id,
        amounts.fiscal_year,
        amounts.phase,
        amounts.classification,
        amounts.code,
        amounts.label_key,
        amounts.amount_yuan,
        neighbours.code as named_code
    from amounts
    left join neighbours
        on
            amounts.classification = neighbours.classification
            and amounts.label_key = neighbours.label_key
            and length(amounts.code) = length(neighbours.code)
            and substr(amounts.code, 1, length(amounts.code) - 2)
            = substr(neighbours.code, 1, length(neighbours.code) - 2)
            and {{ is_valid_in('neighbours', 'amounts.fiscal_year') }}
    where
        (amounts.classification = 'functional' and length(amounts.code) = 7)
        or (amounts.classification = 'economic' and length(amounts.code) = 5)
),

functional as (
    select
        beside.document_id,
        beside.fiscal_year,
        beside.classification,
        beside.code,
        beside.label_key,
        min(beside.named_code) as named_code
    from beside
    inner join named
        on
            beside.document_id = named.document_id
            and beside.named_code = named.code
            and beside.fiscal_year = named.fiscal_year
            and beside.phase = named.phase
            and beside.amount_yuan = named.amount_yuan
    where beside.classification = 'functional' and beside.named_code <> beside.code
    group by
        beside.document_id, beside.fiscal_year, beside.classification, beside.code, beside.label_key
    having count(distinct beside.named_code) = 1
),

economic_items as (
    select
        document_id,
        fiscal_year,
        classification,
        code,
        label_key,
        min(named_code) as named_code
    from beside
    where classification = 'economic'
    group by document_id, fiscal_year, classification, code, label_key
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
