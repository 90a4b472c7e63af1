-- The worklist: what the reader's vocabulary does not know, and printed lines whose code or label
-- no register and no form has, with the answer that a steward has given (seed unmapped_answers).
-- Grain: one row per document, kind, text, line and first character.
with

unmapped as (
    select * from {{ ref('stg_raw__unmapped') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

answers as (
    select * from {{ ref('unmapped_answers') }}
),

read_texts as (
    select
        document_id,
        kind,
        printed_text,
        table_index,
        page,
        line,
        char_from
    from unmapped
),

lines as (
    select
        document_id,
        case when code_printed is null then 'label' else 'code' end as kind,
        coalesce(code_printed || ' ', '') || coalesce(label_printed, '') as printed_text,
        min(table_index) as table_index,
        min(page) as page,
        line,
        min(char_from) as char_from
    from amounts
    where mapping_method = 'unmapped'
    group by document_id, code_printed, label_printed, line
),

measures as (
    select
        document_id,
        'measure' as kind,
        coalesce(heading_printed, min(printed_text)) as printed_text,
        table_index,
        min(page) as page,
        min(line) as line,
        min(char_from) as char_from
    from amounts
    where measure is null
    group by document_id, heading_printed, table_index
),

unioned as (
    select * from read_texts
    union all
    select * from lines
    union all
    select * from measures
),

final as (
    select
        {{ surrogate_key([
            'unioned.document_id', 'unioned.kind', 'unioned.printed_text', 'unioned.line',
            'unioned.char_from',
        ]) }} as unmapped_id,
        unioned.document_id,
        unioned.kind,
        unioned.printed_text,
        unioned.table_index,
        unioned.page,
        unioned.line,
        unioned.char_from,
        answers.answer,
        answers.answered_by,
        answers.answered_on
    from unioned
    left join answers
        on
            unioned.kind = answers.kind
            and unioned.printed_text = answers.printed_text
)

select * from final
