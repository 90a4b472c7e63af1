-- The totals of units by fiscal year and phase, under the headings of the workbook's first sheet. A
-- total is the sum of the rows that count in it, so that the sheets agree with one another; what
-- rests on more than print, or is not whole, the remark says.
-- Grain: one row per unit, fiscal year and phase that any of the views has.
with

said as (
    select
        counted.*,
        scopes.name as scope_name,
        bases.name as basis_name,
        case when counted.basis not in ('table', 'text') then bases.name end as remarked_basis,
        case
            when counted.coverage not in ('complete', 'total_only')
                then format('完整性“{}”', coverages.name)
        end as remarked_coverage,
        coalesce(counted.spending_nature_parent, counted.spending_nature, 'none') as nature
    from counted
    left join codes as scopes on counted.scope = scopes.code and scopes.vocabulary = 'scope'
    left join codes as bases on counted.basis = bases.code and bases.vocabulary = 'basis'
    left join codes as coverages
        on counted.coverage = coverages.code and coverages.vocabulary = 'coverage'
),

totals as (
    select
        unit_id,
        fiscal_year,
        phase,
        measure,
        sum(amount_wan) as amount,
        string_agg(distinct scope_name, '、' order by scope_name) as scopes,
        string_agg(distinct basis_name, '、' order by basis_name) as bases,
        concat_ws(
            '、',
            case when not bool_and(remarked_basis is not null) then '含' else '' end
            || string_agg(distinct remarked_basis, '、' order by remarked_basis),
            string_agg(distinct remarked_coverage, '、' order by remarked_coverage)
        ) as remarks,
        sum(amount_wan) filter (where nature = 'basic') as basic,
        sum(amount_wan) filter (where nature = 'project') as project,
        sum(amount_wan) filter (where nature not in ('basic', 'project', 'none')) as other,
        sum(amount_wan) filter (where nature = 'none') as unsplit
    from said
    group by all
),

rows_of_years as (
    select
        unit_id,
        fiscal_year,
        phase,
        min(unit_name) as unit_name,
        min(admin_level) as admin_level,
        min(region_name) as region_name,
        min(contained_in_unit_id) as contained_in_unit_id,
        string_agg(distinct source_file, '、' order by source_file) as sources
    from counted
    group by all
),

faults as (
    select
        used.unit_id,
        used.fiscal_year,
        used.phase,
        count(found.document_id) as money_faults
    from (select distinct unit_id, fiscal_year, phase, document_id from counted) as used
    left join dq_fault as found
        on used.document_id = found.document_id and found.severity = 'money'
    group by all
)

select
    own.unit_name as 单位名称,
    coalesce(levels.name, own.admin_level) as 行政级次,
    own.region_name as 地区,
    own.fiscal_year as 年度,
    phases.name as 阶段,
    revenue.amount as "本年收入（万元）",
    revenue.scopes as 本年收入口径,
    expenditure.amount as "本年支出（万元）",
    expenditure.scopes as 本年支出口径,
    expenditure.basic as "基本支出（万元）",
    expenditure.project as "项目支出（万元）",
    expenditure.other as "其他支出（万元）",
    expenditure.unsplit as "未区分支出（万元）",
    three_public.amount as "三公（万元）",
    projects.amount as "所列项目（万元）",
    procurement.amount as "政府采购（万元）",
    faults.money_faults as "金额差错（处）",
    concat_ws(
        '；',
        '本年收入：' || nullif(revenue.remarks, ''),
        '本年支出：' || nullif(expenditure.remarks, ''),
        '三公：' || nullif(three_public.remarks, ''),
        '所列项目：' || nullif(projects.remarks, ''),
        '政府采购：' || nullif(procurement.remarks, '')
    ) as 备注,
    three_public.scopes as 三公口径,
    projects.scopes as 所列项目口径,
    procurement.scopes as 政府采购口径,
    revenue.bases as 本年收入依据,
    expenditure.bases as 本年支出依据,
    three_public.bases as 三公依据,
    projects.bases as 所列项目依据,
    procurement.bases as 政府采购依据,
    coalesce(departments.unit_name, own.contained_in_unit_id) as 已含于部门,
    own.sources as 源文件,
    own.unit_id as 单位编号
from rows_of_years as own
left join codes as phases on own.phase = phases.code and phases.vocabulary = 'phase'
left join codes as levels on own.admin_level = levels.code and levels.vocabulary = 'admin_level'
inner join faults using (unit_id, fiscal_year, phase)
left join (from totals where measure = 'tidy_revenue') as revenue using (unit_id, fiscal_year, phase)
left join (from totals where measure = 'tidy_expenditure') as expenditure using (unit_id, fiscal_year, phase)
left join (from totals where measure = 'tidy_three_public') as three_public using (unit_id, fiscal_year, phase)
left join (from totals where measure = 'tidy_project') as projects using (unit_id, fiscal_year, phase)
left join (from totals where measure = 'tidy_procurement') as procurement using (unit_id, fiscal_year, phase)
left join dim_unit as departments on own.contained_in_unit_id = departments.unit_id
order by own.unit_id, own.fiscal_year, phases.place
