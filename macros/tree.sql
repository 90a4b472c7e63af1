{#- The place of a line in its table's tree of sums: it is part of each line whose path begins its own.
    Null: a repeat of another line, or evidence only. -#}
{% macro tree_path() -%}
    case
        when item_code = 'other' then null
        when row_kind = 'total' then case when totals_to_here = 1 then '/' end
        when item_code = 'total' then '/'
        when item_code = 'vehicle_total' then '/vehicles/'
        when item_code in ('vehicle_purchase', 'vehicle_operation')
            then '/vehicles/' || item_code || '/'
        when item_code is not null then '/' || item_code || '/'
        when classification = 'summary' and is_of_which and item_path is not null
            then '/' || item_path || '/' || coalesce(line_code, {{ row_mark('row_no') }}) || '/'
        when line_role = 'evidence' then null
        when line_code is not null then '/' || form_path || '/'
        when classification = 'summary' and row_kind = 'subtotal' then null
        when section_nature <> '' and (code is null or shown_by = 'economic')
            then
                '/current_' || side || '/'
                || case when section_nature in ('personnel', 'public') then 'basic/' else '' end
                || section_nature || '/'
                || coalesce(code, '#' || {{ row_mark('row_no') }}) || '/'
        when class_above is not null
            then '/current_' || side || '/' || class_above || '#' || {{ row_mark('row_no') }}
        when classification = 'summary'
            then
                '/current_' || side || '/'
                || coalesce(code, '#' || {{ row_mark('row_no') }} || '/')
        when row_depth is not null
            then
                {%- for depth in range(6) %}
                {{ '|| ' if depth }}case
                    when row_depth > {{ depth }} then {{ depth_mark('depth_' ~ depth ~ '_row') }} else ''
                end
                {%- endfor %}
                || '/' || {{ row_mark('row_no') }}
        when row_kind = 'unit' and has_several_units then {{ unit_mark() }}
        when row_kind = 'unit' and has_other_rows and is_of_one_unit then '/'
        when row_kind = 'unit' and has_other_rows then null
        when row_kind = 'subtotal' or is_foreign then null
        when is_detail
            then {{ block_mark() }} || '/' || code || '#' || {{ row_mark('row_no') }}
        when code is not null then {{ block_mark() }} || '/' || code
        else {{ block_mark() }} || '/#' || {{ row_mark('row_no') }}
    end
{%- endmacro %}

{#- The path of the unit that a line stands under, in a table of several units. -#}
{% macro unit_mark() -%}
    '/unit ' || {{ row_mark('unit_row') }}
{%- endmacro %}

{#- The beginning of the path of a line: its unit, where the table is of several, and which block of its
    class it stands in, where one is printed more than once. -#}
{% macro block_mark() -%}
    case when has_several_units and unit_row is not null then {{ unit_mark() }} else '' end
    || case
        when class_block > 1 then '/block ' || cast(class_block as {{ dbt.type_string() }})
        else ''
    end
{%- endmacro %}

{#- The block that a coded line of such a path stands in; of a table without blocks all in one. -#}
{% macro block_of(path) -%}
    substr({{ path }}, 1, length({{ path }}) - length({{ dbt.split_part(path, "'/'", -1) }}))
{%- endmacro %}
