-- A unit pays under the classes of its own kind (seed classes_of_kinds): an institution not under
-- those of administrative bodies. The kind is what the filing says that the unit is; a filing that
-- prints both classes is of units of both kinds. A line is of the class of its code where its name
-- is that of the code or of its section, which says no more; under any other it says nothing.
-- Grain: one row per filing and pair of classes of which it prints one.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

pairs as (
    select
        documents.document_id, classes.code, classes.own_code
    from documents
    inner join {{ ref('unit_kinds') }} as kinds on documents.unit_kind_printed = kinds.phrase
    inner join {{ ref('classes_of_kinds') }} as classes on kinds.unit_kind = classes.unit_kind
),

sections as (
    select distinct
        code, label_key
    from {{ ref('int_classes__unioned') }}
    where classification = 'functional' and level = 'section'
),

lines as (
    select heads.*
    from {{ ref('int_checks__lines_printed') }} as heads
    left join sections
        on
            substr(heads.code, 1, 5) = sections.code
            and heads.label_key = sections.label_key
    where
        heads.classification = 'functional'
        and heads.row_kind = 'line'
        and heads.has_measure
        and (heads.mapping_method = 'code_and_label' or sections.code is not null)
),

printed as (
    select
        pairs.document_id, pairs.code, pairs.own_code,
        min(case when lines.code = pairs.code then lines.line end) as line,
        min(lines.line) as first_line,
        min(case when lines.code = pairs.code then lines.label end) as label,
        max(case when lines.code = pairs.code then 1 else 0 end) as has_other,
        max(case when lines.code = pairs.own_code then 1 else 0 end) as has_own
    from pairs
    inner join lines
        on
            pairs.document_id = lines.document_id
            and lines.code in (pairs.code, pairs.own_code)
    group by pairs.document_id, pairs.code, pairs.own_code
),

names as (
    select
        code,
        max(name) as name
    from {{ ref('int_classes__unioned') }}
    where classification = 'functional' and is_register_name and valid_to_year is null
    group by code
),

final as (
    select
        'class_of_unit_kind' as rule_id, 'code_label' as check_class, printed.document_id,
        printed.code as place_key,
        case when printed.has_other = 1 then printed.code else printed.own_code end as code,
        printed.label,
        coalesce(printed.line, printed.first_line) as line,
        printed.label as printed_text,
        concat(printed.own_code, ' ', names.name) as expected_text,
        case
            when printed.has_other = 0 then 'agrees'
            when printed.has_own = 0 then 'differs'
            else 'not_checkable'
        end as status
    from printed
    left join names on printed.own_code = names.code
)

select * from final
