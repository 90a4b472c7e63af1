-- The relations of a failed database, with their columns and, of a view, its statement.
select
    columns.schema_name,
    columns.table_name,
    list(columns.column_name order by columns.column_index),
    any_value(views.sql)
from duckdb_columns() as columns
left join duckdb_views() as views
    on
        columns.database_name = views.database_name
        and columns.schema_name = views.schema_name
        and columns.table_name = views.view_name
where columns.database_name = ? and not columns.internal
group by all
order by all
