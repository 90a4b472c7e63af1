-- A class bears the name that it has in the year, not one that it had before: in the text, where
-- each name of a path is that of a class, and in the tables. A name that the register of the year
-- has for the class in other words is none of earlier.
-- Grain: one row per document and class that bears a name of before; one per document without.
with

statements as (
    select * from {{ ref('int_statements__resolved') }}
    where code is not null and classification = 'functional' and source = 'narrative'
),

paths as (
    select
        statements.document_id, statements.document_year as fiscal_year, statements.line,
        statements.code, told.subject_path_key
    from statements
    inner join {{ ref('stg_raw__statements') }} as told
        on statements.statement_id = told.statement_id
    where told.subject_path_key like '% / %' and statements.fiscal_year = statements.document_year
),

-- the last name of a path is that of the statement's class; those before it are of classes above
names as (
    select document_id, fiscal_year, code, label_key, line
    from {{ ref('int_checks__lines_printed') }}
    where
        classification = 'functional' and row_kind = 'line' and code is not null
        and mapping_method <> 'unmapped'
    {% for length in [3, 5, 7] -%}
        union all
        select
            document_id, fiscal_year,
            substring(code, 1, {{ length }}) as code,
            {{ dbt.split_part('subject_path_key', "' / '", loop.index) }} as label_key,
            line
        from paths
        where length(code) >= {{ length }}
    {% endfor -%}
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
    where classification = 'functional'
),

own as (
    select
        {{ columns_of('names', ['document_id', 'fiscal_year', 'code', 'label_key']) }},
        min(names.line) as line,
        max(case when classes.is_register_name then classes.name end) as name,
        max(
            case when classes.is_register_name and classes.is_confirmed then 1 else 0 end
        ) as is_confirmed,
        max(
            case
                when
                    classes.is_register_name
                    and {{ loose_name('classes.label_key') }} = {{ loose_name('names.label_key') }}
                    then 1
                else 0
            end
        ) as is_of_year
    from names
    inner join classes
        on names.code = classes.code and {{ is_valid_in('classes', 'names.fiscal_year') }}
    where names.label_key is not null
    group by names.document_id, names.fiscal_year, names.code, names.label_key
),

stale as (
    select
        own.document_id, own.code,
        min(own.line) as line,
        max(earlier.name) as printed_text,
        min(own.name) as expected_text
    from own
    inner join classes as earlier
        on
            own.code = earlier.code
            and earlier.is_register_name
            and own.fiscal_year > earlier.valid_to_year
            and {{ loose_name('own.label_key') }} = {{ loose_name('earlier.label_key') }}
    where own.is_confirmed = 1 and own.is_of_year = 0
    group by own.document_id, own.code
),

documents as (
    select
        document_id,
        min(line) as line
    from own
    group by document_id
),

final as (
    select
        'stale_class_name' as rule_id, 'code_label' as check_class, documents.document_id,
        coalesce(stale.code, 'document') as place_key,
        stale.code,
        coalesce(stale.printed_text, 'document') as label,
        coalesce(stale.line, documents.line) as line,
        stale.printed_text, stale.expected_text,
        case when stale.code is null then 'agrees' else 'differs' end as status
    from documents
    left join stale on documents.document_id = stale.document_id
)

select * from final
