-- What each document prints that nobody knows: what the reader's vocabulary lacks, pages without
-- text, units whose level and region their names do not say, editions that lost tables, and lines
-- and headings to which no register, form or measure belongs; with what each is most like in the
-- vocabulary, and the answer that a steward has given until it has been applied. What is answered
-- to mean nothing is left out, and so is a column without a measure whose heading is listed.
-- Grain: one row per document, kind and folded text.
with

unmapped as (
    select * from {{ ref('stg_raw__unmapped') }}
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
),

headings as (
    select * from {{ ref('int_unmapped__headings') }}
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
    inner join {{ ref('stg_raw__documents') }} as documents
        on unmapped.document_id = documents.document_id
    inner join {{ ref('int_units__recognised') }} as recognised
        on documents.unit_id = recognised.unit_id
    where unmapped.kind = 'unit' and recognised.region_code is null
),

-- the id of an edition is its text; it stands where its first table does
editions as (
    select
        editions.document_id,
        'edition' as kind,
        editions.document_id as printed_text,
        editions.document_id as folded_text,
        min(printed.table_index) as table_index,
        coalesce(min(printed.page), 1) as page,
        coalesce(min(printed.line), 1) as line,
        1 as char_from
    from {{ ref('stg_raw__editions') }} as editions
    left join {{ ref('stg_raw__tables') }} as printed
        on editions.document_id = printed.document_id
    where editions.is_asked
    group by editions.document_id
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

-- a column without a measure, unless its heading is listed itself
measures as (
    select
        document_id,
        'measure' as kind,
        printed_text,
        folded_text,
        table_index,
        page,
        line,
        char_from
    from headings
    where is_unknown and heading_line is null
),

unioned as (
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
    union all
    select * from regions
    union all
    select * from editions
    union all
    select * from lines
    union all
    select * from measures
),

ranked as (
    select
        *,
        count(*) over (partition by document_id, kind, folded_text) as places,
        row_number() over (
            partition by document_id, kind, folded_text
            order by line, char_from, printed_text
        ) as place
    from unioned
),

-- headings whose answer has given all figures under them a measure
applied as (
    select
        document_id,
        table_index,
        heading_line,
        heading_char
    from headings
    where heading_line is not null
    group by document_id, table_index, heading_line, heading_char
    having max(case when is_unknown then 1 else 0 end) = 0
),

final as (
    select
        ranked.document_id,
        ranked.kind,
        ranked.printed_text,
        ranked.folded_text,
        ranked.table_index,
        ranked.page,
        ranked.line,
        ranked.char_from,
        cast(ranked.places as integer) as places,
        answers.answer,
        answers.answered_by,
        answers.answered_on,
        proposals.proposed_value,
        proposals.score as proposed_score
    from ranked
    left join answers
        on
            ranked.kind = answers.kind
            and ranked.folded_text = answers.folded_text
    left join applied
        on
            ranked.kind = 'heading'
            and answers.answer is not null
            and ranked.document_id = applied.document_id
            and ranked.table_index = applied.table_index
            and ranked.line = applied.heading_line
            and ranked.char_from = applied.heading_char
    left join proposals
        on
            ranked.document_id = proposals.document_id
            and ranked.kind = proposals.kind
            and ranked.printed_text = proposals.printed_text
    where
        ranked.place = 1
        and (answers.kind is null or answers.answer <> '')
        and applied.document_id is null
)

select * from final
