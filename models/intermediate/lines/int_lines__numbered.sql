-- Local numbering: where the codes under a class or section run 01, 02, 03 and two names or more
-- are those of other codes under it, the names say what is meant. A lone misprint stays as it is.
-- Grain: one row per line whose name says another code than is printed.
with

lines as (
    select * from {{ ref('int_lines__surrounded') }}
    where
        classification = 'functional'
        and row_kind = 'line'
        and not is_project_table
        and length(code_printed) in (5, 7)
),

classes as (
    select * from {{ ref('int_classes__unioned') }}
    where classification = 'functional'
),

-- a line with a code, beside the codes under the same class or section whose name its label is
coded as (
    select distinct
        document_id,
        line_id,
        group_id,
        fiscal_year,
        label_key,
        code_printed,
        substr(code_printed, 1, length(code_printed) - 2) as above_code,
        substr(code_printed, length(code_printed) - 1, 2) as place
    from lines
),

named as (
    select
        coded.line_id,
        max(case when classes.code = coded.code_printed then 1 else 0 end) as is_named,
        count(distinct classes.code) as codes,
        min(classes.code) as code
    from coded
    inner join classes
        on
            coded.label_key = classes.label_key
            and length(coded.code_printed) = length(classes.code)
            and {{ is_prefix('coded.above_code', 'classes.code') }}
            and {{ is_valid_in('classes', 'coded.fiscal_year') }}
    group by coded.line_id
),

numbered as (
    select
        coded.group_id,
        coded.above_code
    from coded
    left join named on coded.line_id = named.line_id
    group by coded.group_id, coded.above_code
    having
        min(coded.place) = '01'
        and cast(max(coded.place) as integer) = count(distinct coded.place)
        and count(distinct coded.place) = count(*)
        and sum(case when named.is_named = 0 and named.codes = 1 then 1 else 0 end) > 1
        and sum(case when named.is_named = 1 or named.codes = 1 then 0 else 1 end) = 0
),

final as (
    select
        coded.document_id,
        coded.line_id,
        named.code
    from numbered
    inner join coded
        on
            numbered.group_id = coded.group_id
            and numbered.above_code = coded.above_code
    inner join named on coded.line_id = named.line_id
    where named.is_named = 0
)

select * from final
