-- What became of classes that moved, merged or were split in a year, by links from codes before to
-- codes after. A code that took others in and existed before is linked to itself (kind kept). Links
-- that share a code are one lineage: the least set of codes before whose money is all in its codes
-- after. Where these are several, nothing says how much of an old code each of them got (is_split).
-- remains: the old code is one of the codes after. Codes of unlike levels are not linked.
-- Grain: one row per classification, year of change, old code and new code.

{#- Each round carries the least code of a lineage over one new and one old code more. -#}
{%- set rounds = 3 %}
with

changes as (
    {{ code_changes() | indent(4) }}
),

registers as (
    select
        'functional' as classification,
        functional_code as code,
        valid_from_year
    from {{ ref('functional_classification') }}
    union all
    select
        'economic' as classification,
        economic_code as code,
        valid_from_year
    from {{ ref('economic_classification') }}
),

told as (
    select *
    from changes
    where kind in ('moved', 'merged', 'split') and length(old_code) = length(new_code)
),

-- what took others in without going elsewhere itself
kept as (
    select distinct
        told.classification,
        told.new_code,
        told.change_year
    from told
    inner join registers
        on
            told.classification = registers.classification
            and told.new_code = registers.code
            and told.change_year > registers.valid_from_year
    left join told as left_code
        on
            told.classification = left_code.classification
            and told.new_code = left_code.old_code
            and told.change_year = left_code.change_year
    where left_code.old_code is null
),

links as (
    select
        classification,
        change_year,
        old_code,
        new_code,
        kind,
        old_code as lineage
    from told
    union all
    select
        classification,
        change_year,
        new_code as old_code,
        new_code,
        'kept' as kind,
        new_code as lineage
    from kept
),

{% for round in range(rounds) -%}
    joined_{{ round }} as (
        select
            classification,
            change_year,
            old_code,
            new_code,
            kind,
            min(lineage) over (partition by classification, change_year, new_code) as lineage
        from {{ 'links' if loop.first else 'parted_' ~ (round - 1) }}
    ),

    parted_{{ round }} as (
        select
            classification,
            change_year,
            old_code,
            new_code,
            kind,
            min(lineage) over (partition by classification, change_year, old_code) as lineage
        from joined_{{ round }}
    ),

{% endfor -%}
after as (
    select distinct
        classification,
        change_year,
        new_code
    from links
),

final as (
    select
        parted.classification,
        parted.change_year,
        parted.old_code,
        parted.new_code,
        parted.kind,
        parted.lineage,
        min(parted.new_code)
            over (partition by parted.classification, parted.change_year, parted.lineage)
        <> max(parted.new_code)
            over (partition by parted.classification, parted.change_year, parted.lineage)
            as is_split,
        after.new_code is not null as remains
    from parted_{{ rounds - 1 }} as parted
    left join after
        on
            parted.classification = after.classification
            and parted.change_year = after.change_year
            and parted.old_code = after.new_code
)

select * from final
