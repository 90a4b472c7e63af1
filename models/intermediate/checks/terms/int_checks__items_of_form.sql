-- A side of a summary with an amount has items that it is of. The amount is that of the line of the
-- form (seed form_lines), or else the total; what is blank are its items, and a line that nobody
-- knows may be one.
-- Grain: one row per side of a table and role.
with

both_roles as (
    {{ both_roles() }}
),

amounts as (
    select * from {{ ref('int_checks__amounts') }}
    where measure is not null and is_of_table and table_classification = 'summary'
),

candidates as (
    select
        amounts.*,
        row_number() over (
            partition by amounts.group_key
            order by -length(amounts.tree_path), amounts.line, amounts.figure_id
        ) as choice
    from amounts
    left join {{ ref('form_lines') }} as form_lines
        on {{ same('amounts', 'form_lines', ['table_type', 'side', 'line_code']) }}
    where
        amounts.measure = 'total'
        and amounts.value <> 0
        and (amounts.tree_path = '/' or form_lines.line_code is not null)
),

items as (
    select
        tops.figure_id,
        max(
            case
                when
                    length(amounts.tree_path) > length(tops.tree_path)
                    and {{ is_prefix('tops.tree_path', 'amounts.tree_path') }}
                    then 1
                else 0
            end
        ) as has_items,
        max(case when amounts.mapping_method = 'unmapped' then 1 else 0 end) as has_unknown
    from candidates as tops
    inner join amounts on tops.group_key = amounts.group_key
    where tops.choice = 1
    group by tops.figure_id
),

final as (
    select
        'items_of_form' as rule_id, 'missing_amount' as check_class,
        tops.document_id, tops.line_key as head_key, heads.group_id as place_key, '' as code,
        tops.measure, both_roles.term_role, {{ figure_of('tops') }}
    from candidates as tops
    inner join items on tops.figure_id = items.figure_id
    inner join {{ ref('int_checks__lines_printed') }} as heads on tops.line_key = heads.line_key
    cross join both_roles
    where
        tops.choice = 1
        and (items.has_items = 1 or both_roles.term_role = 'part' and items.has_unknown = 0)
)

select * from final
