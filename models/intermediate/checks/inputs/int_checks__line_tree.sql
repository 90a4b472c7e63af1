-- The printed lines of a table with the lines next above them in the tree of sums. A line that the
-- form has as part of the one above it (其中) need not be all of it, and is left out, as is one that
-- its label calls so where it stands there alone. An item of a form holds what follows it: what is
-- printed before it stands beside it. A top line has none above it but the total; a line that the
-- form does not know under such a part (工资福利支出 under 基本支出) is of that alone.
-- Grain: one row per line and line next above it; one without parent where there is none.
with

lines as (
    select
        line_key, line_id, group_key, document_id, row_no, line_role, tree_path,
        coalesce(line_role, 'item') = 'of_which' as is_part,
        {{ is_of_which('label_folded') }} as is_of_which
    from {{ ref('int_checks__lines_printed') }}
    where tree_path is not null
),

nodes as (
    select lines.* from lines
    left join lines as parts
        on
            lines.group_key = parts.group_key
            and parts.is_part
            and lines.tree_path like '%#%'
            and {{ is_prefix('parts.tree_path', 'lines.tree_path') }}
    where not lines.is_part and parts.line_key is null
),

-- of the paths that begin a path, the longest is the greatest
nearest as (
    select
        below.line_key,
        max(above.tree_path) as parent_path
    from nodes as below
    inner join nodes as above
        on
            below.group_key = above.group_key
            and length(below.tree_path) > length(above.tree_path)
            and {{ is_prefix('above.tree_path', 'below.tree_path') }}
            and (coalesce(above.line_role, '') <> 'item' or below.row_no > above.row_no)
    group by below.line_key
),

placed as (
    select
        {{ columns_of('nodes', ['document_id', 'group_key', 'line_key', 'line_id']) }},
        nodes.is_of_which,
        parents.line_key as parent_key, parents.line_id as parent_id,
        count(*) over (partition by parents.line_key) as siblings,
        nodes.tree_path <> '/' and coalesce(nearest.parent_path, '/') = '/' as is_top
    from nodes
    left join nearest on nodes.line_key = nearest.line_key
    left join nodes as parents
        on nodes.group_key = parents.group_key and nearest.parent_path = parents.tree_path
),

final as (
    select document_id, group_key, line_key, line_id, parent_key, parent_id, is_top
    from placed
    where parent_key is null or siblings > 1 or not is_of_which
)

select * from final
