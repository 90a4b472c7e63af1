-- A class that the text tags as 类, 款 or 项 is of that level, by the registers of any year or by
-- the tables of the filing; a name that none of them has says nothing. Where the tags of a path do
-- not even follow one another, that is the finding (tags_out_of_order).
-- Grain: one row per document, name and tag.
with

tagged as (
    select
        told.*,
        case told.subject when '类' then 3 when '款' then 5 else 7 end as tagged_length
    from {{ ref('stg_raw__names') }} as told
    where
        told.kind = 'tagged'
        and not exists (
            select 1 from {{ ref('stg_raw__remarks') }} as remarks
            where
                {{ same('remarks', 'told', ['document_id', 'line']) }}
                and remarks.kind = 'tags_out_of_order'
        )
),

known as (
    select distinct
        cast(null as {{ dbt.type_string() }}) as document_id,
        {{ loose_name('label_key') }} as name,
        code, is_confirmed
    from {{ ref('int_classes__unioned') }}
    union all
    select distinct
        document_id,
        {{ loose_name('label_key') }} as name,
        code_folded as code, false as is_confirmed
    from {{ ref('int_checks__lines_printed') }}
    where
        row_kind = 'line' and classification in ('functional', 'economic')
        and code_folded is not null
),

levels as (
    select
        tagged.name_id,
        max(case when length(known.code) = tagged.tagged_length then 1 else 0 end) as is_of_level,
        max(case when known.is_confirmed then 1 else 0 end) as is_confirmed,
        min(case when known.is_confirmed then known.code end) as code
    from tagged
    inner join known
        on
            {{ loose_name('tagged.label_key') }} = known.name
            and coalesce(known.document_id, tagged.document_id) = tagged.document_id
    group by tagged.name_id
),

final as (
    select
        'tag_of_level' as rule_id, 'code_label' as check_class, tagged.document_id,
        concat(tagged.subject, '|', tagged.name) as place_key,
        levels.code, tagged.name as label, tagged.line,
        concat(tagged.name, '(', tagged.subject, ')') as printed_text,
        case length(levels.code)
            when 3 then '类' when 5 then '款' when 7 then '项'
        end as expected_text, case
            when levels.is_of_level = 1 then 'agrees'
            when levels.is_confirmed = 1 then 'differs'
            else 'not_checkable'
        end as status
    from tagged
    left join levels on tagged.name_id = levels.name_id
)

select * from final
