-- Terms of the money of a project over its sources (seed performance_funds), which stand in the
-- lines below it or beside it. A form with the money of the project beside that of the year has two
-- in a line, that of the year last.
-- Grain: one row per amount of money and figure that takes part.
with

funds as (
    select stated.*, performance_funds.role as fund_role, performance_funds.lines_below
    from {{ ref('int_checks__stated') }} as stated
    inner join {{ ref('performance_funds') }} as performance_funds
        on stated.subject = performance_funds.label
    where
        stated.source = 'performance' and stated.metric = 'amount' and stated.value_unit = 'yuan'
),

sources as (
    select
        wholes.figure_id as head_id,
        {{ figure_of('parts') }},
        row_number() over (
            partition by
                wholes.figure_id, case
                    when wholes.lines_below = 0 then parts.subject
                    else cast(parts.line as {{ dbt.type_string() }})
                end
            order by -parts.statement_no
        ) as choice
    from funds as wholes
    inner join funds as parts
        on
            {{ same('wholes', 'parts', ['document_id', 'project_name', 'phase']) }}
            and coalesce(wholes.fiscal_year, 0) = coalesce(parts.fiscal_year, 0)
            and parts.line
            between wholes.line + least(wholes.lines_below, 1) and wholes.line + wholes.lines_below
    where wholes.fund_role = 'whole' and parts.fund_role = 'part'
),

parts as (
    select * from sources
    where choice = 1
),

{{ held_against('parts', 'funds_of_project', 'narrative_sum') }}

select * from final
