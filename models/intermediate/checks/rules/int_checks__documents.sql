-- The rules over a document as a whole: what is announced is there, units of money are declared,
-- one unit throughout, nothing missing in the numbering of tables.
--   table_announced       a table of the contents stands in the document (missing_table)
--   self_evaluations      as many evaluation tables as the text evaluates projects (missing_table)
--   money_unit_declared   a table with amounts has a unit of money that is known (unit_slip)
--   unit_name, unit_code  rows and columns of units name the filing unit (entity)
--   project_name          the text names a project as its table does (text_vs_table)
--   table_numbers         numbers of tables run from 1 without a gap (numbering)
-- Grain: one row per rule and place.
with

lines as (
    select * from {{ ref('int_checks__lines_printed') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

ledger as (
    select * from {{ ref('stg_raw__figures') }}
),

executions as (
    select * from {{ ref('int_checks__executions') }}
),

statements as (
    select * from {{ ref('int_statements__resolved') }}
),

announced as (
    select
        'table_announced' as rule_id,
        'missing_table' as check_class,
        document_id,
        cast(table_index as {{ dbt.type_string() }}) as place_key,
        table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        coalesce(title, table_type, table_no) as label,
        line,
        case when status = 'announced_missing' then null else coalesce(title, table_type) end
            as printed_text,
        coalesce(title, table_type, table_no) as expected_text,
        case when status = 'announced_missing' then 'differs' else 'agrees' end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from tables
),

evaluated_projects as (
    select
        executions.document_id,
        count(distinct executions.subject) as projects,
        min(executions.line) as line
    from executions
    inner join statements on executions.rate_id = statements.statement_id
    where
        executions.source = 'narrative'
        and executions.item is null
        and executions.phase = 'final'
        and (statements.heading like '%绩效%' or statements.heading like '%自评%')
    group by executions.document_id
),

evaluation_tables as (
    select
        document_id,
        sum(case when status <> 'announced_missing' then 1 else 0 end) as evaluations
    from tables
    where table_type = 'performance_self_evaluation'
    group by document_id
),

self_evaluations as (
    select
        'self_evaluations' as rule_id,
        'missing_table' as check_class,
        evaluated_projects.document_id,
        'document' as place_key,
        cast(null as integer) as table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        'performance_self_evaluation' as label,
        evaluated_projects.line,
        cast(coalesce(evaluation_tables.evaluations, 0) as {{ dbt.type_string() }})
            as printed_text,
        cast(evaluated_projects.projects as {{ dbt.type_string() }}) as expected_text,
        case
            when coalesce(evaluation_tables.evaluations, 0) >= evaluated_projects.projects
                then 'agrees'
            else 'differs'
        end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from evaluated_projects
    left join evaluation_tables
        on evaluated_projects.document_id = evaluation_tables.document_id
),

money_units as (
    select
        'money_unit_declared' as rule_id,
        'unit_slip' as check_class,
        document_id,
        cast(table_index as {{ dbt.type_string() }}) as place_key,
        table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        coalesce(title, table_type) as label,
        line,
        money_unit as printed_text,
        cast(null as {{ dbt.type_string() }}) as expected_text,
        case when yuan_per_unit is null then 'differs' else 'agrees' end
            as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from tables
    where amount_count > 0
),

known_names as (
    select
        units.unit_id,
        texts.folded_text as name
    from {{ ref('units') }} as units
    inner join {{ ref('stg_reference__texts') }} as texts on units.unit_name = texts.printed_text
    union
    select
        aliases.unit_id,
        texts.folded_text as name
    from {{ ref('unit_aliases') }} as aliases
    inner join {{ ref('stg_reference__texts') }} as texts on aliases.alias = texts.printed_text
    union
    select
        unit_id,
        unit_name_folded as name
    from documents
),

-- a document of several units prints a row for each and is not of one unit
unit_lines as (
    select
        lines.*,
        count(*) over (partition by lines.group_id) as units_in_table
    from lines
    where lines.row_kind = 'unit' and lines.label_printed is not null
),

unit_names as (
    select
        'unit_name' as rule_id,
        'entity' as check_class,
        unit_lines.document_id,
        unit_lines.line_id as place_key,
        unit_lines.table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        unit_lines.label_printed as label,
        unit_lines.line,
        unit_lines.label_printed as printed_text,
        documents.unit_name_printed as expected_text,
        case
            when max(case when known_names.name is not null then 1 else 0 end) = 1 then 'agrees'
            else 'differs'
        end as status,
        unit_lines.figure_ids
    from unit_lines
    inner join documents on unit_lines.document_id = documents.document_id
    left join known_names
        on
            documents.unit_id = known_names.unit_id
            and unit_lines.label_folded = known_names.name
    where unit_lines.units_in_table = 1
    group by
        unit_lines.document_id,
        unit_lines.line_id,
        unit_lines.table_index,
        unit_lines.label_printed,
        unit_lines.line,
        documents.unit_name_printed,
        unit_lines.figure_ids
),

codes_of_tables as (
    select
        ledger.document_id,
        tables.table_index,
        ledger.printed_text as unit_code,
        min(ledger.line) as line
    from ledger
    inner join tables
        on
            ledger.document_id = tables.document_id
            and ledger.line between tables.line and tables.line_end
    where ledger.reason = 'unit code'
    group by ledger.document_id, tables.table_index, ledger.printed_text
),

-- a unit has the code of its department and three digits more: the main one has six or more
code_spread as (
    select
        document_id,
        unit_code,
        row_number() over (
            partition by document_id
            order by count(*) desc, length(unit_code) desc, unit_code
        ) as spread_rank
    from codes_of_tables
    where length(unit_code) >= 6
    group by document_id, unit_code
),

-- a document of several units prints their codes in one table and is not of one unit
documents_of_units as (
    select distinct document_id
    from (
        select
            codes_of_tables.document_id,
            codes_of_tables.table_index
        from codes_of_tables
        where length(codes_of_tables.unit_code) >= 6
        group by codes_of_tables.document_id, codes_of_tables.table_index
        having count(*) > 1
    ) as tables_of_units
),

unit_codes as (
    select
        'unit_code' as rule_id,
        'entity' as check_class,
        codes_of_tables.document_id,
        cast(codes_of_tables.table_index as {{ dbt.type_string() }})
        || ' ' || codes_of_tables.unit_code as place_key,
        codes_of_tables.table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        codes_of_tables.unit_code as label,
        codes_of_tables.line,
        codes_of_tables.unit_code as printed_text,
        code_spread.unit_code as expected_text,
        case when codes_of_tables.unit_code = code_spread.unit_code then 'agrees' else 'differs' end
            as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from codes_of_tables
    inner join code_spread
        on
            codes_of_tables.document_id = code_spread.document_id
            and code_spread.spread_rank = 1
    left join documents_of_units
        on codes_of_tables.document_id = documents_of_units.document_id
    where documents_of_units.document_id is null
),

project_names as (
    select
        'project_name' as rule_id,
        'text_vs_table' as check_class,
        told.document_id,
        told.rate_id as place_key,
        cast(null as integer) as table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        told.subject as label,
        told.line,
        told.subject as printed_text,
        min(heads.project_name) as expected_text,
        case
            when
                max(
                    case
                        when
                            {{ project_key('told.subject') }}
                            = {{ project_key('heads.project_name_folded') }}
                            then 1
                        else 0
                    end
                ) = 1
                then 'agrees'
            else 'differs'
        end as status,
        told.rate_id as figure_ids
    from executions as told
    inner join executions as heads
        on
            told.document_id = heads.document_id
            and told.budget = heads.budget
            and told.spent = heads.spent
    where
        told.source = 'narrative' and heads.source = 'performance'
        and told.item is null and told.code is null
        and heads.project_name is not null
    group by told.document_id, told.rate_id, told.subject, told.line
),

numbered as (
    select
        document_id,
        cast({{ parse_amount(dbt.split_part('table_no', "'-'", 1)) }} as integer) as table_number,
        line
    from tables
    where table_no is not null
),

numbers as (
    select
        document_id,
        table_number,
        lag(table_number) over (partition by document_id order by table_number) as number_before,
        line
    from (
        select
            document_id,
            table_number,
            min(line) as line
        from numbered
        where table_number is not null
        group by document_id, table_number
    ) as distinct_numbers
),

table_numbers as (
    select
        'table_numbers' as rule_id,
        'numbering' as check_class,
        document_id,
        'document' as place_key,
        cast(null as integer) as table_index,
        cast(null as {{ dbt.type_string() }}) as code,
        'table_no' as label,
        coalesce(
            min(case when table_number <> coalesce(number_before, 0) + 1 then line end), min(line)
        ) as line,
        cast(
            coalesce(
                min(case when table_number <> coalesce(number_before, 0) + 1 then table_number end),
                max(table_number)
            ) as {{ dbt.type_string() }}
        ) as printed_text,
        cast(
            coalesce(
                min(
                    case
                        when table_number <> coalesce(number_before, 0) + 1
                            then coalesce(number_before, 0) + 1
                    end
                ),
                max(table_number)
            ) as {{ dbt.type_string() }}
        ) as expected_text,
        case
            when max(case when table_number <> coalesce(number_before, 0) + 1 then 1 else 0 end) = 1
                then 'differs'
            else 'agrees'
        end as status,
        cast(null as {{ dbt.type_string() }}) as figure_ids
    from numbers
    group by document_id
),

{{ checks_of_rules([
    'announced', 'self_evaluations', 'money_units', 'unit_names', 'unit_codes', 'project_names',
    'table_numbers',
]) }}

select * from final
