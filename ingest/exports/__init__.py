"""What leaves the warehouse: files for tools and people, all told of by dbt's manifest."""
