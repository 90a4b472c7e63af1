-- The rates of the narrative against their amounts: a rate of change against the change, or against
-- the amounts before and after it, a share against part and whole, a completion rate against budget
-- and spending. What a rate is of may be unsaid, and the rate is then not checkable.
-- Grain: one row per printed rate; the columns are those of a check, and figures by their roles.
{%- set ends = ['', '_low', '_high'] %}
{%- set ratio = [
    'figure_id', 'part_id', 'whole_id', 'part', 'part_low', 'part_high', 'whole', 'whole_low',
    'whole_high',
] %}
with

-- with what other sentences state of the same thing, and of no amount as measured by itself
related as (
    select
        {{ columns_of('stated', [
            'figure_id', 'document_id', 'statement_no', 'project_name', 'subject', 'metric',
            'phase', 'code', 'line', 'compared_year', 'compared_phase', 'value_unit', 'value', 'step',
            'low', 'high',
        ]) }},
        coalesce(linked.base_statement_id, stated.base_statement_id) as base_statement_id,
        coalesce(linked.whole_statement_id, stated.whole_statement_id) as whole_id,
        stated.earlier_statement_id as earlier_id
    from {{ ref('int_checks__stated') }} as stated
    left join {{ ref('int_statements__linked') }} as linked
        on stated.figure_id = linked.statement_id
),

stated as (
    select
        *,
        nullif(whole_id, base_statement_id) as whole_statement_id,
        nullif(earlier_id, base_statement_id) as earlier_statement_id
    from related
),

changes as (
    select
        rates.figure_id,
        {% for name, relation in {
            'part': 'changes', 'whole': 'amounts', 'earlier': 'earlier'
        }.items() -%}
            {{ relation }}.figure_id as {{ name }}_id,
            {{ relation }}.value as {{ name }},
            {{ relation }}.low as {{ name }}_low,
            {{ relation }}.high as {{ name }}_high,
        {% endfor -%}
        row_number() over (partition by rates.figure_id order by changes.statement_no) as choice
    from stated as rates
    left join stated as changes
        on
            (
                rates.base_statement_id = changes.base_statement_id
                or (
                    rates.base_statement_id is null
                    and rates.earlier_statement_id = changes.earlier_statement_id
                )
            )
            and changes.metric = 'change'
            and changes.value_unit = 'yuan'
            and coalesce(rates.compared_year, 0) = coalesce(changes.compared_year, 0)
            and coalesce(rates.compared_phase, '') = coalesce(changes.compared_phase, '')
    left join stated as amounts on rates.base_statement_id = amounts.figure_id
    left join stated as earlier on rates.earlier_statement_id = earlier.figure_id
    where rates.metric = 'change_rate' and rates.value_unit = 'percent'
),

-- of the amount before it, a rate is the share that the change is, or the amount less 100 %
sided as (
    select
        *,
        earlier is not null and (part is null) <> (whole is null) as is_of_earlier,
        case when part is null then 100 else 0 end as taken_off
    from changes
    where choice = 1
),

shares as (
    select
        rates.figure_id, parts.figure_id as part_id,
        coalesce(said.figure_id, wholes.figure_id) as whole_id,
        parts.value as part, parts.low as part_low, parts.high as part_high,
        coalesce(said.value, wholes.value) as whole,
        coalesce(said.low, wholes.low) as whole_low,
        coalesce(said.high, wholes.high) as whole_high
    from stated as rates
    left join stated as parts on rates.base_statement_id = parts.figure_id
    left join stated as said on rates.whole_statement_id = said.figure_id
    left join {{ ref('int_checks__wholes') }} as wholes on rates.figure_id = wholes.statement_id
    where rates.metric = 'share' and rates.value_unit = 'percent'
),

ratios as (
    select
        'rate_of_change' as rule_id,
        {{ ratio | join(', ') }},
        {{ quantity('whole - part') }} as base,
        {{ quantity('whole_low - part_high') }} as base_low,
        {{ quantity('whole_high - part_low') }} as base_high,
        cast(null as integer) as taken_off
    from sided
    where not is_of_earlier
    union all
    select
        'rate_of_change' as rule_id, figure_id,
        coalesce(part_id, whole_id) as part_id,
        earlier_id as whole_id,
        {% for end in ends -%}
            coalesce(part{{ end }}, whole{{ end }}) as part{{ end }},
        {% endfor -%}
        {% for name in ['whole', 'base'] -%}
            {% for end in ends -%}
                earlier{{ end }} as {{ name }}{{ end }},
            {% endfor -%}
        {% endfor -%}
        taken_off
    from sided
    where is_of_earlier
    union all
    select
        'share' as rule_id,
        {{ ratio | join(', ') }},
        {% for end in ends -%}
            whole{{ end }} as base{{ end }},
        {% endfor -%}
        0 as taken_off
    from shares
    union all
    select
        'completion_rate' as rule_id, rate_id as figure_id, spent_id as part_id,
        budget_id as whole_id,
        {% for name, amount in {'part': 'spent', 'whole': 'budget', 'base': 'budget'}.items() -%}
            {% for end in ends -%}
                {{ amount }}{{ end }} as {{ name }}{{ end }},
            {% endfor -%}
        {% endfor -%}
        0 as taken_off
    from {{ ref('int_checks__executions') }}
),

-- for display alone, the quotient and its ends to six decimals; the status needs no division
quotients as (
    select
        *,
        {{ percent_quotient('part', 'base') }} as quotient,
        {% for end, furthest in {'low': 'least', 'high': 'greatest'}.items() -%}
            case
                when base_low > 0 or base_high < 0
                    then
                        {{ furthest }}(
                            {{ percent_quotient('part_low', 'base_low') }},
                            {{ percent_quotient('part_low', 'base_high') }},
                            {{ percent_quotient('part_high', 'base_low') }},
                            {{ percent_quotient('part_high', 'base_high') }}
                        )
            end as quotient_{{ end }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from ratios
),

final as (
    select
        {{ surrogate_key(['stated.document_id', 'quotients.rule_id', 'stated.figure_id']) }}
            as check_id,
        quotients.rule_id, 'narrative_arithmetic' as check_class,
        {{ columns_of('stated', ['document_id', 'phase', 'code']) }},
        coalesce(stated.project_name, stated.subject) as label,
        stated.metric as measure,
        {{ columns_of('stated', ['line', 'value_unit']) }},
        {% for end, stem in {'value': '', 'low': '_low', 'high': '_high'}.items() -%}
            stated.{{ end }} as printed_{{ end }},
            {{ quantity('quotients.quotient' ~ stem ~ ' - coalesce(quotients.taken_off, 0)') }}
                as expected_{{ end }},
        {% endfor -%}
        1 as printed_figures,
        case when quotients.part is null or quotients.whole is null then 0 else 2 end
            as expected_figures,
        stated.figure_id
        || coalesce(' ' || quotients.part_id, '')
        || coalesce(' ' || quotients.whole_id, '') as evidence_figure_ids,
        {{ columns_of('quotients', ['figure_id', 'part_id', 'whole_id']) }},
        {%- set amounts = [
            'quotients.part', 'quotients.part_low', 'quotients.part_high',
            'quotients.whole', 'quotients.whole_low', 'quotients.whole_high',
        ] %}
        case
            when quotients.taken_off is null
                then {{ change_status('stated.value', 'stated.step', *amounts) }}
            else
                {{ share_status(
                    '(stated.value + quotients.taken_off)', 'stated.step', *amounts
                ) }}
        end as status
    from quotients
    inner join stated on quotients.figure_id = stated.figure_id
)

select * from final
