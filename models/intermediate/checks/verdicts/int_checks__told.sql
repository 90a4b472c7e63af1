-- What a difference is, in words of both languages: seed fault_kinds, with its place, what is
-- printed and what the rule gives put in.
-- Grain: one row per check that differs.
with

checks as (select * from {{ ref('int_checks__differing') }}),

kinds as (select * from {{ ref('fault_kinds') }}),

measures as (select * from {{ ref('measures') }}),

names as (select * from {{ ref('place_names') }}),

-- the kind of its own rule, else that of its class
chosen as (
    select
        {% for name in ['position', 'severity', 'title', 'title_en', 'said', 'said_en'] -%}
            coalesce(rule_kinds.{{ name }}, class_kinds.{{ name }}) as {{ name }},
        {% endfor -%}
        checks.check_id
    from checks
    left join kinds as rule_kinds on {{ same('checks', 'rule_kinds', ['check_class', 'rule_id']) }}
    left join kinds as class_kinds
        on checks.check_class = class_kinds.check_class and class_kinds.rule_id is null
),

-- what is printed of a unit slip is shown in yuan, as its 万元 would round to nothing; a brace of a
-- document is none of a sentence
shown as (
    select
        checks.*,
        case
            when checks.rule_id = 'table_in_list' then checks.expected_text
            else coalesce(names.name, checks.label)
        end as label_zh, case
            when checks.rule_id = 'table_in_list' then checks.expected_text
            else coalesce(names.name_en, checks.label)
        end as label_en,
        case when measures.name <> coalesce(checks.label, '') then measures.name end as measure_zh,
        case
            when measures.name <> coalesce(checks.label, '')
                then replace(checks.measure, '_', ' ')
        end as measure_en,
        case when {{ matches('checks.code', '^[0-9]') }} then checks.code end as shown_code,
        coalesce(
            replace(checks.printed_text, '{', '｛'),
            case
                when checks.printed_figures > 0
                    then {{ readable_quantity(
                        'checks.printed_value', 'checks.value_unit', 'checks.check_class', 2
                    ) }}
            end
        ) as printed,
        coalesce(
            replace(checks.expected_text, '{', '｛'),
            case
                when checks.expected_figures > 0
                    then {{ readable_quantity(
                        'checks.expected_value', 'checks.value_unit', "''", 4
                    ) }}
            end
        ) as expected,
        {{ readable_quantity(
            'abs(checks.difference)', 'checks.value_unit', 'checks.check_class', 4
        ) }} as apart
    from checks
    left join names on checks.label = names.label
    left join measures
        on checks.measure = measures.measure and measures.measure <> 'total'
),

placed as (
    select
        *,
        {% for language, brackets in {'zh': ('〔', '〕'), 'en': (' [', ']')}.items() -%}
            trim(concat(
                coalesce(shown_code || ' ', ''),
                case
                    when label_{{ language }} is null then coalesce(measure_{{ language }}, '')
                    else
                        label_{{ language }}
                        || coalesce(
                            '{{ brackets[0] }}' || measure_{{ language }} || '{{ brackets[1] }}', ''
                        )
                end
            )) as place_{{ language }}
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from shown
),

final as (
    select
        placed.check_id,
        {{ columns_of('chosen', ['position', 'severity', 'title', 'title_en']) }},
        placed.place_zh as place, {{ columns_of('placed', ['place_en', 'printed', 'expected']) }},
        {% for language, blank in {'': '空白', '_en': 'blank'}.items() -%}
            {{ told(
                'chosen.said' ~ language,
                {
                    'difference': in_language("coalesce(placed.apart, '')", language),
                    'code': "coalesce(placed.code, '')",
                    'printed': in_language("coalesce(placed.printed, '" ~ blank ~ "')", language),
                    'expected': in_language(
                        "coalesce(placed.expected, '" ~ blank ~ "')", language
                    ),
                    'place': 'placed.place' ~ (language or '_zh'),
                },
            ) }} as said{{ language }},
        {% endfor -%}
        placed.document_id
    from placed
    inner join chosen on placed.check_id = chosen.check_id
)

select * from final
