-- The worklist: what the reader's vocabulary does not know, pages without text, units whose level
-- and region their names do not say, and printed lines whose code or label no register and no form
-- has; with what each is most like in the vocabulary, and the answer that a steward has given (seed
-- unmapped_answers) until it has been applied. What is answered to mean nothing is not on it.
-- Grain: one row per document, kind, text, line and first character.
with

unmapped as (
    select * from {{ ref('stg_raw__unmapped') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

recognised as (
    select * from {{ ref('int_units__recognised') }}
),

proposals as (
    select * from {{ ref('stg_raw__proposals') }}
),

answers as (
    select
        kind,
        folded_text,
        max(answer) as answer,
        max(answered_by) as answered_by,
        max(answered_on) as answered_on
    from {{ ref('int_answers__folded') }}
    group by kind, folded_text
),

read_texts as (
    select
        document_id,
        kind,
        printed_text,
        folded_text,
        table_index,
        page,
        line,
        char_from
    from unmapped
),

-- a unit that the register does not know, where its name is printed
regions as (
    select
        unmapped.document_id,
        'region' as kind,
        unmapped.printed_text,
        unmapped.folded_text,
        unmapped.table_index,
        unmapped.page,
        unmapped.line,
        unmapped.char_from
    from unmapped
    inner join documents on unmapped.document_id = documents.document_id
    inner join recognised on documents.unit_id = recognised.unit_id
    where unmapped.kind = 'unit' and recognised.region_code is null
),

lines as (
    select
        document_id,
        case when code_printed is null then 'label' else 'code' end as kind,
        coalesce(code_printed || ' ', '') || coalesce(label_printed, '') as printed_text,
        coalesce(min(code_folded), '') || coalesce(min(label_folded), '') as folded_text,
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
        coalesce(min(heading_folded), min(printed_text)) as folded_text,
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
    select * from regions
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
        answers.answered_on,
        proposals.proposed_value,
        proposals.score as proposed_score
    from unioned
    left join answers
        on
            unioned.kind = answers.kind
            and unioned.folded_text = answers.folded_text
    left join proposals
        on
            unioned.document_id = proposals.document_id
            and unioned.kind = proposals.kind
            and unioned.printed_text = proposals.printed_text
    where answers.kind is null or answers.answer <> ''
)

select * from final
