{#- A table of DuckDB's, made in its place in one transaction. A build works on a database that nobody
    reads, so the adapter's own way, which makes a table beside the one that stands, renames both
    and drops one, costs four statements a model and protects nothing here. -#}
{% materialization table, adapter="duckdb", supported_languages=["sql"] %}
    {%- set standing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type="table") -%}
    {{ run_hooks(pre_hooks) }}
    {%- if standing is not none %}{% do adapter.drop_relation(standing) %}{% endif -%}
    {%- call statement("main") -%}
        {{ create_table_as(false, target, compiled_code) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}
