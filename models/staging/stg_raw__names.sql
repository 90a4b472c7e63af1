-- The names that the narrative lists, calls its unit by or tags as classes, without figures.
-- Grain: one row per document and name_no.
with

names as (
    select * from {{ source('raw', 'names') }}
),

final as (
    select
        {{ surrogate_key(['document_id', 'name_no']) }} as name_id,
        document_id,
        name_no,
        kind,
        list_no,
        subject,
        case
            when statement_no is not null
                then {{ surrogate_key(['document_id', 'statement_no']) }}
        end as statement_id,
        is_open = 'yes' as is_open,
        name_printed,
        name_folded as name,
        name_key as label_key,
        page,
        line,
        char_from
    from names
)

select * from final
