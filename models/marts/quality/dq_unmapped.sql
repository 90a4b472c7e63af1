-- The worklist: what documents print that nobody knows, with a proposal and the answer that a
-- steward has given until it has been applied. A text means the same wherever it stands, so it is
-- one entry, with its first place; what no answer settles, such as a page without text, is one in
-- each document.
-- Grain: one row per kind and folded text, and per document where no answer settles it.
{{ config(tags=['across_units']) }}

with

listed as (
    select
        *,
        case
            when kind in ('figure', 'formula', 'hidden', 'page_without_text') then document_id
            else ''
        end as document_of_its_own
    from {{ ref('int_unmapped__listed') }}
),

ranked as (
    select
        *,
        sum(places) over (partition by kind, folded_text, document_of_its_own) as places_in_all,
        count(*) over (partition by kind, folded_text, document_of_its_own) as documents,
        row_number() over (
            partition by kind, folded_text, document_of_its_own
            order by document_id
        ) as place
    from listed
),

final as (
    select
        {{ surrogate_key(['kind', 'folded_text', 'document_of_its_own']) }} as unmapped_id,
        document_id,
        kind,
        printed_text,
        table_index,
        page,
        line,
        char_from,
        cast(documents as integer) as documents,
        cast(places_in_all as integer) as places,
        answer,
        answered_by,
        answered_on,
        proposed_value,
        proposed_score
    from ranked
    where place = 1
)

select * from final
