-- Terms of a filing against the edition before it, over all that both print at the same meaning
-- (table, scope, side, phase, line, measure; the nth of those alike against the nth), and over what
-- only one of them prints. A line is its code, that of the form or its label; a detail of a coded
-- line is code and label. In one unit of money the figures stand for themselves, so that a change
-- of the last digit is one; else each is what its printed precision allows.
-- Grain: one row per amount of an edition that has one before it, and of that one.
with

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

-- a withdrawn edition leaves a gap in the numbers
editions as (
    select
        document_id,
        lag(document_id) over (
            partition by unit_id, fiscal_year, stage
            order by edition
        ) as older_id
    from documents
),

roles as (
    select
        document_id,
        document_id as amounts_of,
        'printed' as term_role
    from editions
    where older_id is not null
    union all
    select
        document_id,
        older_id as amounts_of,
        'part' as term_role
    from editions
    where older_id is not null
),

-- only what has an edition beside it: of most documents there is one
compared as (
    select amounts.*
    from {{ ref('int_amounts__classified') }} as amounts
    where
        amounts.document_id in (select roles.amounts_of from roles)
        and amounts.amount_yuan is not null
        and amounts.year_printed is null and amounts.shown_by is null
        and amounts.measure is not null
        and amounts.table_type is not null
),

keyed as (
    select
        *,
        {{ surrogate_key([
            'table_type', 'scope', 'side', 'phase',
            "case when row_kind in ('total', 'subtotal', 'unit') then row_kind end",
            'coalesce(code, line_code, code_printed)',
            "case when coalesce(code, line_code, code_printed) is null or tree_path like '%#%' "
            ~ "then label_key end",
            'measure',
        ]) }} as meaning
    from compared
),

numbered as (
    select
        *,
        row_number() over (
            partition by document_id, meaning
            order by table_index, row_no, column_no
        ) as copy_no
    from keyed
),

placed as (
    select
        roles.document_id,
        roles.term_role,
        numbered.meaning || ' ' || cast(numbered.copy_no as {{ dbt.type_string() }}) as place_key,
        {{ columns_of('numbered', [
            'table_type', 'table_index', 'phase', 'code', 'label', 'measure', 'line',
            'rounding_unit_yuan',
        ]) }},
        {{ amount_term('numbered') }},
        'yuan' as value_unit
    from roles
    inner join numbered on roles.amounts_of = numbered.document_id
),

paired as (
    select
        *,
        count(*) over (partition by document_id, place_key) as editions,
        min(rounding_unit_yuan) over (partition by document_id, place_key)
        = max(rounding_unit_yuan) over (partition by document_id, place_key) as is_alike,
        -- places are those of the newer filing: of what it drops, its table of that kind
        min(case when term_role = 'printed' then table_index end) over (
            partition by document_id, place_key
        ) as printed_table_index,
        min(case when term_role = 'printed' then table_index end) over (
            partition by document_id, table_type
        ) as like_table_index,
        min(case when term_role = 'printed' then line end) over (
            partition by document_id, place_key
        ) as printed_line,
        min(case when term_role = 'printed' then label end) over (
            partition by document_id, place_key
        ) as printed_label
    from placed
),

class_terms as (
    select
        case
            when editions = 2 then 'edition_before'
            when term_role = 'printed' then 'edition_adds'
            else 'edition_drops'
        end as rule_id,
        'revision' as check_class,
        document_id,
        place_key,
        coalesce(printed_table_index, like_table_index) as table_index,
        phase,
        code,
        coalesce(printed_label, label) as label,
        measure,
        printed_line as line,
        term_role,
        1 as weight,
        figure_id,
        value,
        case when is_alike then value else low end as low,
        case when is_alike then value else high end as high,
        value_unit
    from paired
)

select * from class_terms
