-- The differences whose own figures refute the sum, and why: what was added up are not the parts.
--   counted_twice  the parts add to twice, three or four times the whole: they stand at several
--                  levels
--   nested_parts   without the parts that are the sum of those that follow them the parts add to
--                  the whole, in a table without codes that tell its levels; or one is all of it
--   lone_part      one line alone under a line, without a code and none of the form, is of it
--   unknown_codes  the parts have codes of no known classification, so that their levels are open
--   part_before    a part stands before its whole, which is no total: the form is another
-- Grain: one row per check and reason.
with

differing as (
    select * from {{ ref('int_checks__contested') }}
    where check_key is not null
),

trees as (
    select * from differing
    where rule_id in ('sum_of_lines', 'repeated_total')
),

amounts as (
    select * from {{ ref('int_amounts__classified') }}
    where amount_yuan <> 0
),

-- the parts of each sum of lines as they follow one another
parts as (
    select
        trees.document_id,
        trees.check_id,
        amounts.row_no,
        {{ quantity('amounts.amount_yuan') }} as value,
        sum({{ quantity('amounts.amount_yuan') }}) over (
            partition by trees.check_id
            order by amounts.row_no, amounts.amount_id
            rows between unbounded preceding and current row
        ) as value_so_far,
        row_number() over (
            partition by trees.check_id order by amounts.row_no, amounts.amount_id
        ) as part_no,
        case when amounts.code is null then 0 else 1 end as is_coded,
        case when amounts.line_code is null then 0 else 1 end as is_of_form,
        case when amounts.code is null and amounts.code_printed is not null then 1 else 0 end
            as has_unknown_code
    from trees
    inner join {{ ref('int_checks__figures') }} as figures
        on trees.check_id = figures.check_id and figures.role = 'part'
    inner join amounts on figures.figure_id = amounts.amount_id
),

sums as (
    select
        document_id,
        check_id,
        max(value) as greatest_value,
        min(row_no) as first_row,
        count(*) as parts,
        max(is_coded) as is_coded,
        max(is_of_form) as is_of_form,
        max(has_unknown_code) as has_unknown_codes
    from parts
    group by document_id, check_id
),

wholes as (
    select distinct
        trees.check_id,
        amounts.row_no,
        amounts.tree_path <> '/' and amounts.row_kind = 'line' as is_line
    from trees
    inner join {{ ref('int_checks__figures') }} as figures
        on trees.check_id = figures.check_id and figures.role = 'printed'
    inner join amounts on figures.figure_id = amounts.amount_id
),

-- a part that is the sum of those next after it
subtotals as (
    select distinct
        parts.check_id,
        parts.part_no,
        parts.value
    from parts
    inner join parts as followers
        on
            parts.check_id = followers.check_id
            and parts.part_no < followers.part_no
            and followers.value_so_far - parts.value_so_far = parts.value
),

subtotalled as (
    select
        check_id,
        {{ quantity('sum(value)') }} as value
    from subtotals
    group by check_id
    union
    select
        check_id,
        value
    from subtotals
),

found as (
    select
        document_id,
        check_id,
        'counted_twice' as reason
    from differing
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
    union
    select
        trees.document_id,
        trees.check_id,
        case
            when sums.has_unknown_codes = 1 then 'unknown_codes'
            when wholes.is_line and sums.first_row < wholes.row_no then 'part_before'
            when sums.parts = 1 then 'lone_part'
            else 'nested_parts'
        end as reason
    from trees
    inner join sums on trees.check_id = sums.check_id
    left join subtotalled on trees.check_id = subtotalled.check_id
    left join wholes on trees.check_id = wholes.check_id
    where
        sums.has_unknown_codes = 1
        or sums.is_coded = 0 and wholes.is_line and sums.first_row < wholes.row_no
        or sums.is_coded + sums.is_of_form = 0 and sums.parts = 1
        and coalesce(wholes.is_line, true)
        or sums.is_coded = 0 and sums.parts > 1
        and (
            sums.greatest_value = trees.printed_value
            or {{ intervals_meet(
                'trees.printed_low', 'trees.printed_high',
                'trees.expected_low - subtotalled.value', 'trees.expected_high - subtotalled.value',
            ) }}
        )
),

final as (
    select * from found
)

select * from final
