-- Every printed amount with its document, its table, its line's code and its measure's meaning.
-- The fiscal year is the one that headings or the row name, else the document's. An amount of
-- another year (year_printed), or of a group of columns that shows the same spending by economic
-- class (shown_by), is tied to no other table. What stands in the block of a unit that the
-- document's department lists is of that unit (listed_unit_id).
-- Grain: one row per amount (document, table, row, column).
with

amounts as (
    select * from {{ ref('stg_raw__amounts') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
),

tables as (
    select * from {{ ref('stg_raw__tables') }}
),

blocks as (
    select * from {{ ref('stg_raw__blocks') }}
),

lines as (
    select * from {{ ref('int_lines__classified') }}
),

roles as (
    select * from {{ ref('table_roles') }}
),

measures as (
    select * from {{ ref('measures') }}
),

keyed as (
    select
        amounts.*,
        {{ of_line(narrow_key, 'amounts') }} as line_key
    from amounts
),

final as (
    select
        keyed.amount_id,
        lines.line_id,
        lines.group_id,
        keyed.document_id,
        documents.unit_id,
        blocks.listed_unit_id,
        coalesce(keyed.year_printed, documents.fiscal_year) as fiscal_year,
        documents.is_current,
        keyed.year_printed,
        case when keyed.classification <> 'functional' then keyed.classification end as shown_by,
        keyed.phase,
        keyed.table_index,
        tables.table_type,
        tables.table_no,
        coalesce(tables.scope, roles.fact_scope) as scope,
        case
            when keyed.classification = 'functional' then roles.classification
            else coalesce(keyed.classification, roles.classification)
        end as table_classification,
        lines.classification,
        case coalesce(keyed.classification, 'functional')
            when 'functional' then roles.fact
            when 'economic' then 'economic_expenditure'
        end as fact,
        roles.priority,
        keyed.side,
        keyed.row_no,
        keyed.column_no,
        keyed.row_kind,
        keyed.code_printed,
        keyed.code_folded,
        lines.code,
        keyed.economic_code_folded,
        keyed.label_printed,
        keyed.label_folded,
        keyed.label_key,
        lines.label,
        lines.mapping_method,
        lines.line_code,
        lines.line_role,
        lines.tree_path,
        keyed.heading_printed,
        keyed.heading_folded,
        keyed.measure,
        case
            when coalesce(keyed.side, 'expenditure') = 'expenditure'
                then
                    case
                        when measures.spending_nature = 'unsplit'
                            then coalesce(lines.spending_nature, roles.spending_nature, 'unsplit')
                        else measures.spending_nature
                    end
        end as spending_nature,
        measures.fund_source,
        measures.revenue_source,
        lines.expense_group as class_group,
        coalesce(measures.expense_group, lines.expense_group) as expense_group,
        measures.three_public_category,
        keyed.amount_yuan,
        keyed.rounding_unit_yuan,
        keyed.printed_text,
        keyed.placement,
        keyed.reading,
        keyed.confidence_percent,
        keyed.page,
        keyed.line,
        keyed.char_from,
        keyed.box
    from keyed
    inner join documents on keyed.document_id = documents.document_id
    inner join tables
        on
            keyed.document_id = tables.document_id
            and keyed.table_index = tables.table_index
    inner join lines on keyed.line_key = lines.line_key
    left join blocks
        on
            keyed.document_id = blocks.document_id
            and keyed.table_index = blocks.table_index
            and keyed.row_no between blocks.row_first and blocks.row_last
    left join roles
        on
            tables.table_type = roles.table_type
            and coalesce(keyed.side, 'expenditure') = roles.side
    left join measures on keyed.measure = measures.measure
)

select * from final
