-- What the tables print an amount of: the items of basic expenditure by group, the classes of
-- expenditure and the sources of revenue. An economic item may have local items of its own below
-- it.
-- Grain: one row per document, kind of part, group and code.
with

amounts as (
    select
        *,
        case when amount_yuan <> 0 then 1 else 0 end as is_some
    from {{ ref('int_amounts__classified') }}
    where amount_yuan is not null and year_printed is null and shown_by is null
),

kinds as (
    select
        document_id, 'economic' as parts, class_group as part_group,
        substring(code, 1, 5) as part_code,
        is_some
    from amounts
    where
        table_type = 'general_budget_basic_expenditure'
        and classification = 'economic' and length(code) >= 5
    {% for parts, code, condition in [
        (
            'functional', 'substring(code, 1, 3)',
            "classification = 'functional' and length(code) >= 3",
        ),
        ('revenue', 'revenue_source', 'revenue_source is not null'),
        ('revenue', 'line_code', "side = 'revenue' and line_code is not null"),
    ] -%}
        union all
        select
            document_id, '{{ parts }}' as parts, 'all' as part_group,
            {{ code }} as part_code,
            is_some
        from amounts
        where {{ condition }}
    {% endfor -%}
),

final as (
    select
        document_id, parts, part_group, part_code,
        max(is_some) as is_some
    from kinds
    group by document_id, parts, part_group, part_code
)

select * from final
