-- The faults of a filing, each once: the checks that differ for one cause with how serious it is,
-- what is wrong in words of both languages, and the figure that the other checks pick as the cause,
-- with what it should be. Where the checks do not pick, none is suspected.
-- Grain: one row per fault.
with

faulted as (
    select * from {{ ref('int_checks__faulted') }}
),

told as (
    select * from {{ ref('int_checks__told') }}
),

severities as (
    select * from {{ ref('severities') }}
),

explained as (
    select * from {{ ref('int_checks__explained') }}
),

checks as (
    select * from {{ ref('fct_check') }}
    where status = 'differs'
),

figures as (
    select
        amount_id as figure_id,
        page,
        line,
        box,
        printed_text
    from {{ ref('stg_raw__amounts') }}
    union all
    select
        statement_id as figure_id,
        page,
        line,
        cast(null as {{ dbt.type_string() }}) as box,
        printed_text
    from {{ ref('stg_raw__statements') }}
),

-- of a fault, the check that tells it best: the most serious, in which the suspect is what is
-- printed, of the first kind
leads as (
    select
        faulted.fault_id,
        faulted.check_id,
        severities.position,
        row_number() over (
            partition by faulted.fault_id
            order by
                severities.position,
                case
                    when named.role = 'printed' then 0
                    when explained.suspect_figure_id is not null then 1
                    else 2
                end,
                told.position,
                checks.line,
                faulted.check_id
        ) as choice
    from faulted
    inner join told on faulted.check_id = told.check_id
    inner join severities on told.severity = severities.severity
    inner join checks on faulted.check_id = checks.check_id
    left join explained on faulted.check_id = explained.check_id
    left join {{ ref('int_checks__figures') }} as named
        on
            faulted.check_id = named.check_id
            and explained.suspect_figure_id = named.figure_id
            and named.role = 'printed'
),

-- the suspects of a fault: one as a rule, or those of a column
suspects as (
    select
        faulted.fault_id,
        cast(count(distinct explained.suspect_figure_id) as integer) as suspects,
        cast(count(distinct explained.check_id) as integer) as mended
    from faulted
    inner join explained on faulted.check_id = explained.check_id
    where explained.suspect_figure_id is not null
    group by faulted.fault_id
),

counted as (
    select
        fault_id,
        cast(count(*) as integer) as checks
    from faulted
    group by fault_id
),

confirming as (
    select
        faulted.fault_id,
        cast(count(distinct confirmations.check_key) as integer) as checks
    from faulted
    inner join {{ ref('int_checks__figures') }} as figures on faulted.check_id = figures.check_id
    inner join {{ ref('int_checks__confirmations') }} as confirmations
        on figures.figure_id = confirmations.figure_id
    left join explained
        on
            faulted.check_id = explained.check_id
            and figures.figure_id = explained.suspect_figure_id
    where explained.check_id is null
    group by faulted.fault_id
),

-- a measure as it is told of a difference, and as English names it
measures as (
    select
        code as measure,
        ' [' || replace(code, '_', ' ') || ']' as told_en,
        ' (' || lower(name_en) || ')' as name_en
    from {{ ref('codes') }}
    where vocabulary = 'measure'
),

phrases as (
    {{ fault_phrases() }}
),

gathered as (
    select
        checks.*,
        phrases.*,
        leads.position,
        told.severity,
        told.title,
        told.title_en,
        told.said,
        told.said_en,
        told.place,
        told.place_en,
        told.printed,
        told.expected,
        measures.told_en as measure_told_en,
        measures.name_en as measure_name_en,
        causes.meaning as cause_en,
        causes.meaning_zh as cause,
        suspects.suspects,
        suspects.mended,
        figures.printed_text as suspect_printed,
        figures.page as suspect_page,
        figures.line as suspect_line,
        figures.box as suspect_box,
        {{ readable_quantity(
            'checks.suggested_value', 'checks.value_unit', "''", 2
        ) }} as agreed,
        counted.checks as fault_checks,
        coalesce(confirming.checks, 0) as confirming_checks
    from leads
    inner join checks on leads.check_id = checks.check_id
    inner join told on leads.check_id = told.check_id
    inner join counted on leads.fault_id = counted.fault_id
    left join confirming on leads.fault_id = confirming.fault_id
    left join suspects on leads.fault_id = suspects.fault_id
    left join figures on checks.suspect_figure_id = figures.figure_id
    left join measures on checks.measure = measures.measure
    left join {{ ref('explanations') }} as causes
        on checks.explanation = causes.explanation and causes.is_told
    cross join phrases
    where leads.choice = 1
),

final as (
    select
        gathered.fault_id,
        gathered.document_id,
        gathered.unit_id,
        units.unit_name,
        gathered.fiscal_year,
        documents.stage,
        gathered.is_current,
        documents.source_file,
        gathered.severity,
        gathered.position as severity_position,
        gathered.check_class,
        gathered.rule_id,
        {{ fault_title('gathered.title', 'gathered.place', '：') }} as title,
        {{ with_measure_named(
            fault_title('gathered.title_en', 'gathered.place_en', ': '), 'gathered'
        ) }} as title_en,
        {{ fault_explanation('gathered', '') }} as explanation,
        {{ with_measure_named(
            fault_explanation('gathered', '_en'), 'gathered'
        ) }} as explanation_en,
        gathered.page,
        gathered.line,
        disclosed.title as table_title,
        gathered.place,
        gathered.printed,
        gathered.expected as expected_by_rule,
        gathered.suspect_figure_id,
        gathered.suspect_printed,
        gathered.suspect_page,
        gathered.suspect_line,
        gathered.suspect_box,
        gathered.suggested_value as agreed_value,
        gathered.value_unit,
        gathered.fault_checks as checks,
        gathered.confirming_checks
    from gathered
    inner join {{ ref('dim_document') }} as documents
        on gathered.document_id = documents.document_id
    inner join {{ ref('dim_unit') }} as units on gathered.unit_id = units.unit_id
    left join {{ ref('dim_table') }} as disclosed
        on
            gathered.document_id = disclosed.document_id
            and gathered.table_index = disclosed.table_index
)

select * from final
