-- What stewards answered to texts of the worklist, each text and each answer in the form in which
-- they are looked up. An answer that says that the text means nothing has no key; one of digits is
-- a code.
-- Grain: one row per answer (kind and printed text).
with

answers as (
    select * from {{ ref('unmapped_answers') }}
),

texts as (
    select * from {{ ref('stg_reference__texts') }}
),

final as (
    select
        answers.kind,
        answers.printed_text,
        printed.folded_text,
        answers.answer,
        meant.label_key as answer_key,
        case when translate(answers.answer, '0123456789', '') = '' then answers.answer end
            as answer_code,
        answers.answered_by,
        answers.answered_on
    from answers
    left join texts as printed on answers.printed_text = printed.printed_text
    left join texts as meant on answers.answer = meant.printed_text
)

select * from final
