-- The printed lines of a table with the lines next above them in the tree of sums. A line printed
-- as part of the one above it (其中) need not be all of it, and is left out. A top line has none
-- above it but the total.
-- Grain: one row per line and line next above it; one without parent where there is none.
{{ config(materialized='table') }}

with

nodes as (
    select distinct
        document_id,
        group_id,
        line_id,
        tree_path
    from {{ ref('int_lines__classified') }}
    where tree_path is not null and coalesce(line_role, 'item') <> 'of_which'
),

ancestors as (
    select
        below.document_id,
        below.group_id,
        below.line_id,
        below.tree_path,
        above.line_id as parent_id,
        above.tree_path as parent_path,
        max(length(above.tree_path)) over (partition by below.line_id) as longest
    from nodes as below
    left join nodes as above
        on
            below.group_id = above.group_id
            and length(below.tree_path) > length(above.tree_path)
            and {{ is_prefix('above.tree_path', 'below.tree_path') }}
),

final as (
    select
        document_id,
        group_id,
        line_id,
        parent_id,
        tree_path <> '/' and coalesce(parent_path, '/') = '/' as is_top
    from ancestors
    where parent_path is null or length(parent_path) = longest
)

select * from final
