"""What titles say: type and scope, a part of the money, or what nobody knows."""

import pytest

from ingest.vocabulary.titles import title_kind

ALL, FISCAL, GENERAL = "all_funds", "fiscal_appropriation", "general_public_budget"
FUND, CAPITAL = "government_fund", "state_capital"


@pytest.mark.parametrize(
    ("title", "table_type", "scope"),
    [
        ("部门财务收支总体情况表", "revenue_expenditure_summary", ALL),
        ("单位收支总体情况表", "revenue_expenditure_summary", ALL),
        ("收入支出决算总表", "revenue_expenditure_summary", ALL),
        ("2026年市级部门收入总体情况表", "revenue_statement", ALL),
        ("本年支出总体情况表", "expenditure_statement", ALL),
        ("部门综合预算支出总表", "expenditure_statement", ALL),
        ("财政拨款收支总体情况表", "appropriation_summary", FISCAL),
        ("财政拨款收支情况表", "appropriation_summary", FISCAL),
        ("公共财政预算拨款支出表", "general_budget_expenditure", GENERAL),
        ("一般公共预算当年拨款支出表", "general_budget_expenditure", GENERAL),
        ("财政拨款支出预算表(功能科目)", "general_budget_expenditure", FISCAL),
        ("一般公共预算支出表(按经济分类)", "appropriation_economic_expenditure", GENERAL),
        ("一般公共预算基本支出预算表", "general_budget_basic_expenditure", GENERAL),
        ("财政拨款基本支出表(经济科目)", "general_budget_basic_expenditure", FISCAL),
        (
            "一般公共预算基本支出明细表(按支出功能分类科目)",
            "general_budget_basic_functional_expenditure",
            GENERAL,
        ),
        ("一般公共预算项目支出预算表", "general_budget_project_expenditure", GENERAL),
        ("财政拨款项目支出表", "general_budget_project_expenditure", FISCAL),
        (
            "一般公共预算项目支出情况表(按经济分类科目)",
            "general_budget_project_economic_expenditure",
            GENERAL,
        ),
        ("基本支出预算表", "basic_expenditure", ALL),
        ("部门基本支出情况表", "basic_expenditure", ALL),
        ("基本支出总表", "basic_expenditure", ALL),
        ("上年结转支出预算表", "carryover_expenditure", None),
        ("财政拨款结转资金支出表", "carryover_expenditure", None),
        ("专项业务经费支出表", "project_expenditure", ALL),
        ("部门预算政府基金预算财政拨款支出表", "government_fund_expenditure", FUND),
        ("政府性基金预算财政拨款收入支出决算表(表7)", "government_fund_expenditure", FUND),
        ("国有资本经营预算支出情况表", "state_capital_expenditure", CAPITAL),
        ('财政拨款安排的行政经费及"三公"经费预算表', "three_public", FISCAL),
        ('一般公共预算"三公"经费、会议费、培训费支出表', "three_public", GENERAL),
        ('一般公共预算财政拨款开支的"三公"经费决算情况表', "three_public", GENERAL),
        ('用财政拨款开支的"三公"经费预算表', "three_public", FISCAL),
        ('政府性基金预算"三公"经费支出预算表', "government_fund_three_public", FUND),
        ("政府采购(资产配置、购买服务)预算表", "procurement", None),
        ("财政拨款政府购买服务明细表", "purchased_services", None),
        ("一般公共预算机关运行经费支出预算表", "operating_funds", None),
        ("警务辅助人员经费项目绩效目标表", "performance_targets", None),
        ("2022年度人社信息化建设项目自评表", "performance_self_evaluation", None),
    ],
)
def test_words_of_a_title_make_type_and_scope(
    title: str, table_type: str, scope: str | None
) -> None:
    kind = title_kind(title)
    assert kind is not None
    assert (kind.table_type, kind.scope) == (table_type, scope)


@pytest.mark.parametrize(
    "title",
    [
        "因公出国(境)费用支出预算表",
        "支出经济分类汇总表",
        "支出预算分类汇总表(按政府预算经济分类)",
        "一般公共预算基本支出表--人员经费(工资福利支出)(按部门预算经济分类)",
        "一般公共预算收入表",
        "政府性基金预算项目支出表",
        "对下转移支付预算表",
        "国有资产占有使用情况表",
        "政府债务还本付息表",
        "项目收入支出决算表",
        "一般公共预算政府性基金预算支出表",
    ],
)
def test_a_part_of_the_money_is_known_and_of_no_type(title: str) -> None:
    kind = title_kind(title)
    assert kind is not None
    assert (kind.table_type, kind.scope, kind.is_known) == (None, None, True)


@pytest.mark.parametrize(
    "title", ["教育费附加支出总表", "城乡社区支出预算表", "任务清单支出总表", "特困群体支出总表"]
)
def test_a_word_that_nobody_knows_makes_no_type(title: str) -> None:
    kind = title_kind(title)
    assert kind is not None
    assert (kind.table_type, kind.is_known) == (None, False)


@pytest.mark.parametrize(
    "issuer",
    [
        "青山市档案馆",
        "青山市政府采购中心",
        "中共青山市委宣传部2021年",
        "青山市档案局(本级)",
        "青创园2017年度",
        "二〇二四年度",
    ],
)
def test_whose_table_it_is_may_stand_before(issuer: str) -> None:
    kind = title_kind(f"{issuer}部门支出总表")
    assert kind is not None
    assert (kind.table_type, kind.scope) == ("expenditure_statement", ALL)


@pytest.mark.parametrize(
    "title", ["2026年部门预算表", "第二部分2026年度部门预算表", "部门综合预算公开报表"]
)
def test_what_says_nothing_of_the_money_is_no_title(title: str) -> None:
    assert title_kind(title) is None
