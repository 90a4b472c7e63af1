"""What leaves the warehouse: files for tools and people, described by dbt's manifest."""
