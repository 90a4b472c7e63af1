-- Codes that mean something else in a year than in the year before: redrawn where codes left or
-- joined a class or section, else renamed.
-- Grain: one row per classification, year of change and code.
with

changes as (
    {{ code_changes() | indent(4) }}
),

digits as (
    select 3 as code_length
    union all
    select 5 as code_length
),

crossing as (
    select
        changes.classification,
        changes.change_year,
        changes.old_code,
        changes.new_code,
        digits.code_length
    from changes
    inner join digits
        on
            substr(changes.old_code, 1, digits.code_length)
            <> substr(changes.new_code, 1, digits.code_length)
    where changes.kind in ('moved', 'merged', 'split')
),

altered as (
    select
        classification,
        change_year,
        substr(old_code, 1, code_length) as code,
        'redrawn' as kind
    from crossing
    where length(old_code) > code_length
    union all
    select
        classification,
        change_year,
        substr(new_code, 1, code_length) as code,
        'redrawn' as kind
    from crossing
    where length(new_code) > code_length
    union all
    select
        classification,
        change_year,
        new_code as code,
        kind
    from changes
    where kind = 'renamed' and old_code = new_code
),

final as (
    select
        classification,
        change_year,
        code,
        min(kind) as kind
    from altered
    group by classification, change_year, code
)

select * from final
