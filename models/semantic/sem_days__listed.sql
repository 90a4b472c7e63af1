-- Every day of the years that the warehouse may ever hold: the calendar that MetricFlow asks of a
-- project with metrics. Budgets are of years, so no metric reads more of it than its first days.
-- Grain: one row per day.
with

final as (
    {{ days_between('1990-01-01', '2099-12-31') }}
)

select * from final
