{#- The row of a mapping to an international classification that holds for a row of a register: that of the
    nearest code above it or of its own, valid in a year of the row's span; one at most.
      mapping:  the seed, with code, span of years, target, evidence, doubt and alternative_code
      register: the CTE of the register, with the code, valid_from_year, valid_to_year and is_registered
      code:     the name of the code in both
      target:   the name of the international code
-#}
{% macro nearest_mapping(mapping, register, code, target) -%}
select
    {{ code }},
    valid_from_year,
    is_registered,
    {{ target }},
    evidence,
    doubt,
    alternative_code
from (
    select
        {{ register }}.{{ code }},
        {{ register }}.valid_from_year,
        {{ register }}.is_registered,
        mapping.{{ target }},
        mapping.evidence,
        mapping.doubt,
        mapping.alternative_code,
        row_number() over (
            partition by
                {{ register }}.{{ code }}, {{ register }}.valid_from_year,
                {{ register }}.is_registered
            order by length(mapping.{{ code }}) desc, mapping.valid_from_year desc
        ) as nearness
    from {{ register }}
    inner join {{ ref(mapping) }} as mapping
        on
            substr({{ register }}.{{ code }}, 1, length(mapping.{{ code }})) = mapping.{{ code }}
            and mapping.valid_from_year <= coalesce({{ register }}.valid_to_year, 9999)
            and coalesce(mapping.valid_to_year, 9999) >= {{ register }}.valid_from_year
) as mapped
where nearness = 1
{%- endmacro %}
