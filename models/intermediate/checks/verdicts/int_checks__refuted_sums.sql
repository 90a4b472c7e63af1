-- The sums whose own figures refute them, and why: what was added up are not the parts.
--   counted_twice  the parts add to twice, three or four times the whole: they stand at several
--                  levels
--   nested_parts   without the parts that are the sum of those that follow them the parts add to
--                  the whole, across a row or in a table without codes that tell its levels; or one
--                  is all of it
--   lone_part      one line alone under a line, without a code and none of the form, is of it
--   unknown_codes  the parts have codes of no known classification, so that their levels are open
--   part_before    a part stands before its whole, which is not a total: the form is another
-- Grain: one row per check and reason.
with

contested as (select * from {{ ref('int_checks__contested') }}),

differing as (
    select *, check_class = 'row_identity' as is_of_row from contested
    where rule_id in ('sum_of_lines', 'repeated_total') or check_class = 'row_identity'
),

figures as (
    select
        differing.check_id, differing.is_of_row, figures.role, amounts.row_no, amounts.amount_id,
        amounts.tree_path <> '/' and amounts.row_kind = 'line' as is_line,
        case when differing.is_of_row then amounts.column_no else amounts.row_no end as place_no,
        {{ quantity('amounts.amount_yuan') }} as value,
        case when amounts.code is null then 0 else 1 end as is_coded,
        case when amounts.line_code is null then 0 else 1 end as is_of_form,
        case when amounts.code is null and amounts.code_printed is not null then 1 else 0 end
            as has_unknown_code
    from differing
    inner join {{ ref('int_checks__figures') }} as figures on differing.check_id = figures.check_id
    inner join {{ ref('int_amounts__classified') }} as amounts
        on figures.figure_id = amounts.amount_id
    where amounts.amount_yuan <> 0
),

-- the parts of each sum as they follow one another
parts as (
    select
        *,
        row_number() over (partition by check_id order by place_no, amount_id) as part_no,
        sum(value) over (
            partition by check_id
            order by place_no, amount_id
            rows between unbounded preceding and current row
        ) as value_so_far
    from figures
    where role = 'part'
),

-- a part that is the sum of those next after it
subtotals as (
    select distinct parts.check_id, parts.is_of_row, parts.part_no, parts.value
    from parts
    inner join parts as followers
        on
            parts.check_id = followers.check_id
            and parts.part_no < followers.part_no
            and followers.value_so_far - parts.value_so_far = parts.value
),

-- all of them, or of lines one
subtotalled as (
    select check_id, {{ quantity('sum(value)') }} as value from subtotals
    group by check_id
    union
    select check_id, value from subtotals
    where not is_of_row
),

nested as (
    select distinct differing.document_id, differing.check_id, differing.is_of_row
    from differing
    inner join subtotalled on differing.check_id = subtotalled.check_id
    where {{ intervals_meet(
        'differing.printed_low', 'differing.printed_high',
        'differing.expected_low - subtotalled.value', 'differing.expected_high - subtotalled.value',
    ) }}
),

sums as (
    select
        check_id,
        {% for flag in ['is_coded', 'is_of_form', 'has_unknown_code'] -%}
            max({{ flag }}) as {{ flag }},
        {% endfor -%}
        max(value) as greatest_value,
        min(row_no) as first_row,
        count(*) as parts
    from parts
    group by check_id
),

wholes as (
    select distinct check_id, row_no, is_line from figures
    where role = 'printed'
),

trees as (
    select
        differing.document_id, differing.check_id,
        case
            when sums.has_unknown_code = 1 then 'unknown_codes'
            when sums.is_coded = 1 then null
            when wholes.is_line and sums.first_row < wholes.row_no then 'part_before'
            when sums.parts = 1
                then case
                    when sums.is_of_form = 0 and coalesce(wholes.is_line, true) then 'lone_part'
                end
            when sums.greatest_value = differing.printed_value or nested.check_id is not null
                then 'nested_parts'
        end as reason
    from differing
    inner join sums on differing.check_id = sums.check_id
    left join nested on differing.check_id = nested.check_id
    left join wholes on differing.check_id = wholes.check_id
    where not differing.is_of_row
),

final as (
    select * from trees
    where reason is not null
    union
    select document_id, check_id, 'nested_parts' as reason from nested
    where is_of_row
    union
    select document_id, check_id, 'counted_twice' as reason from contested
    where
        check_class in ('hierarchy', 'row_identity')
        and expected_figures > 1
        and printed_value > 0
        and (
            {% for times in [2, 3, 4] -%}
                {{ intervals_meet(
                    times ~ ' * printed_low', times ~ ' * printed_high',
                    'expected_low', 'expected_high',
                ) }}
                {% if not loop.last %}or {% endif -%}
            {% endfor %}
        )
)

select * from final
