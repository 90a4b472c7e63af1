-- The names that the narrative lists as the parts of personnel or public cost, of revenue or of
-- expenditure, with the codes that each may mean. The economic items of departments, and not those
-- of the government's budget, begin with 3.
-- Grain: one row per listed name and meaning; one without code where no register knows it.
with

listed as (
    select
        told.*, documents.fiscal_year,
        case
            when statements.item is not null then 'economic'
            when told.subject = '收入' then 'revenue'
            else 'functional'
        end as parts,
        coalesce(statements.item, 'all') as part_group
    from {{ ref('stg_raw__names') }} as told
    inner join {{ ref('stg_raw__documents') }} as documents
        on told.document_id = documents.document_id
    left join {{ ref('int_statements__resolved') }} as statements
        on
            told.statement_id = statements.statement_id
            and statements.item_type = 'total_measure'
            and statements.item in ('personnel', 'public')
    where
        told.kind = 'listed'
        and (
            statements.item is not null
            or (told.statement_id is null and told.subject in ('收入', '支出'))
        )
),

meanings as (
    select listed.name_id, classes.code as part_code
    from listed
    inner join {{ ref('int_classes__unioned') }} as classes
        on
            listed.parts = classes.classification
            and listed.label_key = classes.label_key
            and length(classes.code) = case when listed.parts = 'economic' then 5 else 3 end
            and (listed.parts = 'functional' or classes.code like '3%')
            and {{ is_valid_in('classes', 'listed.fiscal_year') }}
    union
    select listed.name_id, concepts.concept as part_code
    from listed
    inner join {{ ref('statement_concepts') }} as concepts
        on
            listed.parts = 'revenue'
            and listed.name = concepts.pattern
            and concepts.concept_type = 'revenue_source'
),

final as (
    select
        {{ columns_of('listed', [
            'document_id', 'name_id', 'list_no', 'is_open', 'parts', 'part_group', 'subject',
            'name_printed', 'line',
        ]) }},
        meanings.part_code
    from listed
    left join meanings on listed.name_id = meanings.name_id
    where
        exists (
            select 1 from {{ ref('int_checks__parts_printed') }} as printed
            where listed.document_id = printed.document_id and listed.parts = printed.parts
        )
)

select * from final
