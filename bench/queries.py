"""Ten questions of an analyst, over all units and over one."""

OVER_ALL: dict[str, str] = {
    "spending by class and year": """
        select fiscal_year, functional_code[:3] as class_code, sum(amount_yuan) as amount_yuan
        from marts.fct_functional_expenditure
        where is_best_source and phase = 'final' and scope = 'all_funds'
        group by all order by all""",
    "personnel and public by year": """
        select fiscal_year, expense_group, sum(amount_yuan) as amount_yuan
        from marts.fct_economic_expenditure where is_best_source group by all order by all""",
    "revenue by source and year": """
        select fiscal_year, revenue_source, sum(amount_yuan) as amount_yuan
        from marts.fct_revenue where is_best_source group by all order by all""",
    "three public, the hundred highest": """
        select unit_id, fiscal_year, sum(amount_yuan) as amount_yuan
        from marts.fct_three_public where is_best_source
        group by all order by amount_yuan desc, unit_id, fiscal_year limit 100""",
    "units that grew by a tenth": """
        with totals as (
            select unit_id, fiscal_year, sum(amount_yuan) as amount_yuan
            from marts.fct_functional_expenditure
            where is_best_source and phase = 'final' and scope = 'all_funds' group by all
        )
        select count(*) from totals as now
        inner join totals as before
            on now.unit_id = before.unit_id and now.fiscal_year = before.fiscal_year + 1
        where now.amount_yuan > 1.1 * before.amount_yuan""",
    "final against initial budget by item": """
        select
            functional_code, fiscal_year,
            sum(amount_yuan) filter (where phase = 'final') as final_yuan,
            sum(amount_yuan) filter (where phase = 'initial_budget') as initial_yuan
        from marts.fct_functional_expenditure
        where is_best_source and scope = 'all_funds' group by all order by all""",
    "procurement by category": """
        select category, fiscal_year, sum(amount_yuan) as amount_yuan
        from marts.fct_procurement group by all order by all""",
    "documents without a total": """
        select count(*) from marts.dim_document
        anti join marts.fct_unit_total using (document_id)""",
}

OF_ONE: dict[str, str] = {
    "one unit, item by item": """
        select fiscal_year, phase, functional_code, sum(amount_yuan) as amount_yuan
        from marts.fct_functional_expenditure
        where unit_id = $unit group by all order by all""",
    "one unit, every printed amount of a year": """
        select * from marts.fct_reported_amount
        where unit_id = $unit and fiscal_year = $year""",
}
