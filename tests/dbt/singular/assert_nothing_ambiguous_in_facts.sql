-- An amount that may stand in several places of its row is evidence of no fact.
with

evidence as (
    select * from {{ ref('bridge_evidence') }}
    where amount_id is not null
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where placement = 'ambiguous'
)

select
    evidence.fact as model_name,
    evidence.document_id,
    evidence.amount_id as id
from evidence
inner join amounts on evidence.amount_id = amounts.amount_id
