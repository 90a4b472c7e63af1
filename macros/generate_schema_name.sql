{#
  Schemas are named exactly as dbt_project.yml names them (reference, staging, intermediate, marts...),
  without the target's schema as a prefix: the contract promises these names to every reader.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{- (custom_schema_name or target.schema) | trim -}}
{%- endmacro %}
