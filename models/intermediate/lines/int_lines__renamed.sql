-- Lines whose printed code is of one class and whose name is that of its neighbour: of the same
-- section, by the register of that year. Where the text of the document names the neighbour too,
-- with an amount of the line, two witnesses speak against the code: the line is of the class that
-- they name, in facts and text alike. Amounts keep the code as printed, and a check reports it.
-- Grain: one row per document, fiscal year, code and label.
with

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where classification = 'functional' and mapping_method = 'code'
),

neighbours as (
    select * from {{ ref('int_classes__unioned') }}
    where classification = 'functional' and is_register_name and level = 'item'
),

named as (
    select * from {{ ref('int_statements__named') }}
    where classification = 'functional' and metric = 'amount' and not is_ambiguous
),

final as (
    select
        amounts.document_id,
        amounts.fiscal_year,
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
    group by amounts.document_id, amounts.fiscal_year, amounts.code, amounts.label_key
    having count(distinct neighbours.code) = 1
)

select * from final
