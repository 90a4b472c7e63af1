{#- Tolerance of printed figures, after XBRL Calculations 1.1, round to nearest: a value printed to
    the unit u is the closed interval [v - u/2, v + u/2]; a blank is an exact zero. Duplicates are
    intersected; two quantities agree if their intervals meet. All arithmetic is in exact decimals
    and without division, so that the end of an interval is what it is. -#}

{#- A quantity as the exact decimal that all checks compute with: yuan, percent, points. -#}
{% macro quantity(expression) -%}
    cast({{ expression }} as decimal(24, 6))
{%- endmacro %}

{#- The ends of the interval that a value printed to `unit` stands for. -#}
{% macro interval_low(value, unit) -%}
    {{ quantity(value ~ " - 0.5 * " ~ unit) }}
{%- endmacro %}

{% macro interval_high(value, unit) -%}
    {{ quantity(value ~ " + 0.5 * " ~ unit) }}
{%- endmacro %}

{#- A quantity times a weight. A negative weight turns an interval round: the other end of it then
    takes the place of this one. -#}
{% macro weighted(weight, end, other_end) -%}
    case
        when {{ weight }} = 1 then {{ end }}
        when {{ weight }} < 0 then {{ quantity(weight ~ " * " ~ other_end) }}
        else {{ quantity(weight ~ " * " ~ end) }}
    end
{%- endmacro %}

{#- Whether two closed intervals have a point in common. -#}
{% macro intervals_meet(low, high, other_low, other_high) -%}
    ({{ low }} <= {{ other_high }} and {{ other_low }} <= {{ high }})
{%- endmacro %}

{#- |total - sum| <= u_total/2 + sum(u)/2, for a total and parts that add to `parts`, with the sum
    of their units. -#}
{% macro sums_agree(total, total_unit, parts, parts_unit) -%}
    {{ intervals_meet(
        interval_low(total, total_unit), interval_high(total, total_unit),
        interval_low(parts, parts_unit), interval_high(parts, parts_unit)
    ) }}
{%- endmacro %}

{#- The status of a printed quantity against an expected one, both with their intervals: equal to
    the last digit, equal within the rounding, or different. A null makes it not checkable. -#}
{% macro sum_status(printed, printed_low, printed_high, expected, expected_low, expected_high) -%}
    case
        when {{ printed }} is null or {{ expected }} is null then 'not_checkable'
        when {{ printed }} = {{ expected }} then 'agrees'
        when {{ intervals_meet(printed_low, printed_high, expected_low, expected_high) }}
            then 'agrees_within_rounding'
        else 'differs'
    end
{%- endmacro %}

{#- Whether zero is among the values of `form` over a box of three intervals, each a name in
    brackets with its two ends. A form linear in each of them is least and greatest at corners. -#}
{% macro is_zero_somewhere(form, intervals) -%}
    {%- set box = namespace(corners=[form]) -%}
    {%- for name, ends in intervals.items() -%}
        {%- set next = [] -%}
        {%- for corner in box.corners -%}
            {%- for end in ends -%}
                {%- set _ = next.append(corner.replace("[" ~ name ~ "]", "(" ~ end ~ ")")) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- set box.corners = next -%}
    {%- endfor -%}
    (
        least({{ box.corners | join(", ") }}) <= 0
        and greatest({{ box.corners | join(", ") }}) >= 0
    )
{%- endmacro %}

{#- The status of a rate printed in percent, given a form that is zero where the rate is right and
    the whole that it is of: the rate agrees if the quotient rounds to it. A whole whose interval
    has zero makes it not checkable. -#}
{% macro rate_status(form, intervals, points, whole, whole_low, whole_high, rate_unit) -%}
    {%- set exact = namespace(form=form) -%}
    {%- for name, point in points.items() -%}
        {%- set exact.form = exact.form.replace("[" ~ name ~ "]", "(" ~ point ~ ")") -%}
    {%- endfor -%}
    case
        when {{ exact.form }} is null or {{ rate_unit }} is null then 'not_checkable'
        when {{ whole_low }} <= 0 and {{ whole_high }} >= 0 then 'not_checkable'
        when 2 * abs({{ exact.form }}) <= {{ rate_unit }} * abs({{ whole }}) then 'agrees'
        when {{ is_zero_somewhere(form, intervals) }} then 'agrees_within_rounding'
        else 'differs'
    end
{%- endmacro %}

{#- A share or completion rate: part / whole. -#}
{% macro share_status(rate, rate_unit, part, part_low, part_high, whole, whole_low, whole_high) -%}
    {{ rate_status(
        "100 * [part] - [rate] * [whole]",
        {
            "rate": [interval_low(rate, rate_unit), interval_high(rate, rate_unit)],
            "part": [part_low, part_high],
            "whole": [whole_low, whole_high],
        },
        {"rate": rate, "part": part, "whole": whole},
        whole, whole_low, whole_high, rate_unit
    ) }}
{%- endmacro %}

{#- A rate of change: change / (amount - change), as what it is measured from is not printed. -#}
{% macro change_status(
    rate, rate_unit, change, change_low, change_high, amount, amount_low, amount_high
) -%}
    {{ rate_status(
        "100 * [change] - [rate] * ([amount] - [change])",
        {
            "rate": [interval_low(rate, rate_unit), interval_high(rate, rate_unit)],
            "change": [change_low, change_high],
            "amount": [amount_low, amount_high],
        },
        {"rate": rate, "change": change, "amount": amount},
        "(" ~ amount ~ " - " ~ change ~ ")",
        "(" ~ amount_low ~ " - " ~ change_high ~ ")",
        "(" ~ amount_high ~ " - " ~ change_low ~ ")",
        rate_unit
    ) }}
{%- endmacro %}

{#- The interval of an amount of `relation`, as low and high. -#}
{% macro amount_interval(relation) -%}
    {{ interval_low(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as low,
    {{ interval_high(relation ~ ".amount_yuan", relation ~ ".rounding_unit_yuan") }} as high
{%- endmacro %}

{#- Whether the interval of one side of a check, printed or expected, meets that of `other`. -#}
{% macro meets(check, side, other) -%}
    {{ intervals_meet(
        check ~ "." ~ side ~ "_low", check ~ "." ~ side ~ "_high", other ~ ".low", other ~ ".high"
    ) }}
{%- endmacro %}
