{#- Statements of the narrative as facts: bounds of what they imply, and which source counts. -#}

{#- Precedence of a basis: a table before the text, the printed before the computed. -#}
{% macro basis_rank(basis) -%}
    case {{ basis }} when 'table' then 1 when 'text' then 2 when 'derived' then 3 else 4 end
{%- endmacro %}

{#- Whether a row's source is the one that counts for its group: no superseded edition, the best
    basis, then the latest filing. All rows of a document in a group have one basis. Takes columns
    document_is_current, basis, document_year, document_stage and document_id. -#}
{% macro is_best_source(group) -%}
    document_is_current
    and dense_rank() over (
        partition by {{ group | join(', ') }}
        order by
            document_is_current desc,
            {{ basis_rank('basis') }},
            document_year desc,
            document_stage desc,
            document_id desc
    ) = 1
{%- endmacro %}

{#- How an amount that is not printed was obtained, where it follows from the basis alone. -#}
{% macro derivation_of(basis) -%}
    case {{ basis }}
        when 'derived' then 'previous_year_from_change'
        when 'implied' then 'budget_from_rate'
    end
{%- endmacro %}

{#- Whether a source of revenue is income of the year or a balance brought into it; null where it may hold
    either. `role` is what the seed revenue_roles says of it. -#}
{% macro revenue_role(role, source) -%}
    case
        when {{ role }} = 'balance' then 'balance'
        when {{ role }} in ('appropriation', 'own') or {{ source }} = 'current_revenue' then 'income'
    end
{%- endmacro %}

{#- Whether a row is of the one scope to count of its unit, year and phase: of the best sources the
    widest that is fully known, else the widest that is known in part. -#}
{% macro is_widest_scope(partition, coverage="coverage") -%}
    is_best_source
    and dense_rank() over (
        partition by {{ partition | join(', ') }}
        order by
            case when is_best_source then 1 else 2 end,
            case {{ coverage }} when 'complete' then 1 when 'partial' then 2 else 3 end,
            {{ scope_rank('scope') }}
    ) = 1
{%- endmacro %}

{#- Scopes from the widest: each contains those after it, but for the last two, which are beside. One
    that is not known comes last, on every engine. -#}
{% macro scope_rank(scope) -%}
    case {{ scope }}
        when 'all_funds' then 1
        when 'fiscal_appropriation' then 2
        when 'general_public_budget' then 3
        when 'government_fund' then 4
        when 'state_capital' then 5
        else 6
    end
{%- endmacro %}

{#- The multiple of a step that is not above an amount, and the one that is not below it. -#}
{% macro floor_to(amount, step) -%}
    ({{ amount }}) - ((({{ amount }}) % {{ step }}) + {{ step }}) % {{ step }}
{%- endmacro %}

{% macro ceil_to(amount, step) -%}
    ({{ amount }}) + ((-({{ amount }}) % {{ step }}) + {{ step }}) % {{ step }}
{%- endmacro %}

{#- A decimal without its fraction, as the widest whole number of the engine. -#}
{% macro whole(expression) -%}
    cast({{ expression }} as {{ adapter.dispatch("whole_type")() }})
{%- endmacro %}

{% macro default__whole_type() -%}
    hugeint
{%- endmacro %}

{% macro spark__whole_type() -%}
    decimal(38, 0)
{%- endmacro %}

{#- How often a positive whole number goes into another; exact, no float. -#}
{% macro whole_quotient(numerator, denominator) -%}
    {{ return(adapter.dispatch("whole_quotient")(numerator, denominator)) }}
{%- endmacro %}

{% macro default__whole_quotient(numerator, denominator) -%}
    ({{ numerator }}) // ({{ denominator }})
{%- endmacro %}

{% macro spark__whole_quotient(numerator, denominator) -%}
    {#- `div` gives 64 bits, which many times an amount may not fit. This division is exact; its
        denominator's type leaves 27 places before the point of what it gives. -#}
    cast(
        (({{ numerator }}) - ({{ numerator }}) % ({{ denominator }}))
        / cast({{ denominator }} as decimal(22, 0))
        as decimal(38, 0)
    )
{%- endmacro %}

{#- 100 * amount / percent as a multiple of a step: rounded to nearest, down (`low`) or up (`high`).
    Amounts have at most four decimals, per cents six, steps two: scaled so, all are whole. -#}
{% macro amount_at_rate(amount, percent, step, rounding) -%}
    {%- set amount = whole("10000 * cast(" ~ amount ~ " as decimal(20, 4))") ~ " * 1000000" -%}
    {%- set divisor -%}
    {{ whole("1000000 * cast(" ~ percent ~ " as decimal(12, 6))") }}
    * {{ whole("100 * cast(" ~ step ~ " as decimal(14, 2))") }}
    {%- endset -%}
    {%- if rounding == "low" -%}
        {%- set steps = whole_quotient(amount, divisor) -%}
    {%- elif rounding == "high" -%}
        {%- set steps = whole_quotient(amount ~ " + " ~ divisor ~ " - 1", divisor) -%}
    {%- else -%}
        {%- set steps = whole_quotient("2 * " ~ amount ~ " + " ~ divisor, "2 * " ~ divisor) -%}
    {%- endif -%}
    {{ money("cast(" ~ steps ~ " as decimal(22, 0)) * " ~ step) }}
{%- endmacro %}

{#- A quotient to some decimals, half away from zero, in whole numbers: one engine divides decimals
    as floats, another to a scale of its own. Neither term has more than `scale` decimals; null of
    nothing. -#}
{% macro rounded_quotient(numerator, denominator, decimals, data_type, scale=2) -%}
    {%- set kind = "decimal(24, " ~ scale ~ ")" -%}
    {%- set numerator = "(" ~ numerator ~ ")" -%}
    {%- set denominator = "(" ~ denominator ~ ")" -%}
    {%- set top -%}
    {{ whole(10 ** (scale + decimals) ~ " * cast(" ~ numerator ~ " as " ~ kind ~ ")") }}
    {%- endset -%}
    {%- set bottom -%}
    nullif({{ whole(10 ** scale ~ " * cast(" ~ denominator ~ " as " ~ kind ~ ")") }}, 0)
    {%- endset -%}
    cast(
        case when ({{ numerator }} < 0) <> ({{ denominator }} < 0) then -1 else 1 end
        * cast(
            {{ whole_quotient(
                "2 * abs(" ~ top ~ ") + abs(" ~ bottom ~ ")", "2 * abs(" ~ bottom ~ ")"
            ) }} as decimal(24, 0)
        )
        * {{ "%.*f" | format(decimals, 10 ** -decimals) }}
        as {{ data_type }}
    )
{%- endmacro %}

{#- A part of a whole in per cent, both money; null of nothing. A rate is not money. -#}
{% macro percent(part, whole) -%}
    {{ rounded_quotient("100 * (" ~ part ~ ")", whole, 4, "decimal(20, 4)") }}
{%- endmacro %}

{#- A quantity in per cent of another, as the quantities of checks are; null of nothing. -#}
{% macro percent_quotient(part, whole) -%}
    {{ rounded_quotient("100 * (" ~ part ~ ")", whole, 6, "decimal(24, 6)", scale=6) }}
{%- endmacro %}

{#- A project's folded name for comparison: without its year and the words 项目 and 经费. -#}
{% macro project_key(folded) -%}
    replace(
        replace(
            regexp_replace({{ folded }}, '^(19|20)[0-9][0-9]年度?', ''),
            '项目', ''
        ),
        '经费', ''
    )
{%- endmacro %}
