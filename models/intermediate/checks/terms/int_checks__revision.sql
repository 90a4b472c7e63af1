-- Terms of a filing against the edition before it, over all that both print at the same meaning
-- (table, scope, side, phase, line, measure; the nth of those alike against the nth), and over what
-- only one of them prints. A line is its code, that of the form or its label; a detail of a coded
-- line is code and label. In one unit of money the figures stand for themselves, so that a change
-- of the last digit is one; else each is what its printed precision allows. What stood in a table
-- that is lost as a whole is told of the table (edition_tables).
-- Grain: one row per amount of an edition that has one before it, and of that one.
with

roles as (
    {% for role, edition in {'printed': 'document_id', 'part': 'older_id'}.items() -%}
        select document_id, {{ edition }} as amounts_of, '{{ role }}' as term_role
        from {{ ref('int_checks__editions') }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}
),

-- only what has an edition beside it: of most documents there is one
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
    from {{ ref('int_amounts__classified') }}
    where
        document_id in (select roles.amounts_of from roles)
        and amount_yuan is not null
        and year_printed is null and shown_by is null
        and measure is not null
        and table_type is not null
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
        roles.document_id, roles.term_role,
        numbered.meaning || ' ' || cast(numbered.copy_no as {{ dbt.type_string() }}) as place_key,
        numbered.table_type, numbered.table_index, numbered.phase, numbered.code, numbered.label,
        numbered.measure, numbered.line, numbered.rounding_unit_yuan,
        {{ amount_term('numbered') }}
    from roles
    inner join numbered on roles.amounts_of = numbered.document_id
    inner join {{ ref('stg_raw__editions') }} as editions
        on roles.document_id = editions.document_id
    where
        concat(' ', coalesce(editions.lost_types, ''), ' ')
        not like concat('% ', numbered.table_type, ' %')
),

-- places are those of the newer filing: of what it drops, its table of that kind
paired as (
    select
        *,
        {% for column in ['table_index', 'line', 'label'] -%}
            min(case when term_role = 'printed' then {{ column }} end) over of_place
                as printed_{{ column }},
        {% endfor -%}
        count(*) over of_place as editions,
        min(rounding_unit_yuan) over of_place = max(rounding_unit_yuan) over of_place as is_alike,
        min(case when term_role = 'printed' then table_index end) over (
            partition by document_id, table_type
        ) as like_table_index
    from placed
    window of_place as (partition by document_id, place_key)
),

final as (
    select
        case
            when editions = 2 then 'edition_before'
            when term_role = 'printed' then 'edition_adds'
            else 'edition_drops'
        end as rule_id, 'revision' as check_class,
        document_id, place_key,
        coalesce(printed_table_index, like_table_index) as table_index,
        phase, code,
        coalesce(printed_label, label) as label,
        measure, printed_line as line,
        term_role, figure_id, value,
        case when is_alike then value else low end as low,
        case when is_alike then value else high end as high,
        'yuan' as value_unit
    from paired
)

select * from final
