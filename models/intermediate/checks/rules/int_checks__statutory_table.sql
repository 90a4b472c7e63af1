-- The tables that are due by law stand in the filing, or its contents announce them. A filing with
-- fewer than three of them may be a part of one, and a table without a known type may be any of
-- them: both say nothing.
-- Grain: one row per filing.
with

documents as (select * from {{ ref('stg_raw__documents') }}),

tables as (select * from {{ ref('stg_raw__tables') }}),

forms as (select * from {{ ref('statutory_tables') }}),

due as (
    select
        documents.document_id, forms.form_id,
        min(forms.name) as name,
        max(case when tables.status <> 'announced_missing' then 1 else 0 end) as stands,
        max(case when tables.status = 'announced_missing' then 1 else 0 end) as is_announced
    from documents
    inner join forms
        on
            coalesce(forms.stage, documents.stage) = documents.stage
            and {{ is_valid_in('forms', 'documents.fiscal_year') }}
    left join tables
        on
            documents.document_id = tables.document_id
            and forms.table_type = tables.table_type
            and coalesce(forms.scope, tables.scope, '') = coalesce(tables.scope, '')
    group by documents.document_id, forms.form_id
),

known as (
    select
        document_id,
        min(line) as line,
        max(
            case
                when table_type is null and status <> 'announced_missing' then 1
                when status = 'uncertain' then 1
                else 0
            end
        ) as has_unknown
    from tables
    group by document_id
),

filings as (
    select
        document_id,
        sum(stands) as tables_there,
        count(case when stands = 0 and is_announced = 0 then 1 end) as tables_absent,
        {{ joined_text('case when stands = 0 and is_announced = 0 then name end') }} as absent
    from due
    group by document_id
),

final as (
    select
        'statutory_table' as rule_id, 'missing_table' as check_class, filings.document_id,
        'document' as place_key, known.line,
        {{ tables_counted('filings.tables_there') }} as printed_text,
        case when filings.tables_absent > 0 then replace(filings.absent, ' ', '、') end
            as expected_text,
        case
            when filings.tables_absent = 0 then 'agrees'
            when filings.tables_there >= 3 and known.has_unknown = 0 then 'differs'
            else 'not_checkable'
        end as status
    from filings
    inner join known on filings.document_id = known.document_id
)

select * from final
